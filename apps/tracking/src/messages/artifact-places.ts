import { Injectable } from '@nestjs/common';
import { notFound } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { Database } from '@millrace/database/database';

export interface LoggedModelPlace {
  readonly artifactLocation: string;
  /** The run that made the model, or empty. */
  readonly sourceRunId: string;
}

/** Where runs and logged models keep their artifacts. What is unknown is 404. */
@Injectable()
export class ArtifactPlaces {
  constructor(private readonly database: Database) {}

  /** Of deleted runs too. */
  async ofRun(runId: string): Promise<string> {
    const uuid = runIdToUuid(runId);
    const [row] =
      uuid === undefined
        ? []
        : await this.database.query<{ uri: string }>(
            'SELECT artifact_uri AS uri FROM runs WHERE run_id = $1',
            [uuid],
          );
    if (row === undefined) throw notFound(`Run with id=${runId} not found`);
    return row.uri;
  }

  async ofLoggedModel(modelId: string): Promise<LoggedModelPlace> {
    const [row] = await this.database.query<LoggedModelPlace>(
      `SELECT artifact_location AS "artifactLocation", coalesce(source_run_id, '') AS "sourceRunId"
       FROM logged_models WHERE model_id = $1 AND deleted_ms IS NULL`,
      [modelId],
    );
    if (row === undefined) throw noSuchModel(modelId);
    return row;
  }
}

export function noSuchModel(modelId: string): Error {
  return notFound(`Logged model with ID '${modelId}' not found.`);
}

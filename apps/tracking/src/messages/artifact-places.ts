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

  /** Of the newest model that a run logged under a name. */
  async ofRunModel(runId: string, name: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ location: string }>(
      `SELECT artifact_location AS location FROM logged_models
       WHERE source_run_id = $1 AND name = $2 AND deleted_ms IS NULL ORDER BY created_ms DESC, model_id LIMIT 1`,
      [runId, name],
    );
    return row?.location;
  }
}

export function noSuchModel(modelId: string): Error {
  return notFound(`Logged model with ID '${modelId}' not found.`);
}

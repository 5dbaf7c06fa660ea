import { invalidParameter } from '@millrace/contracts/errors';
import { noExperiment, parseExperimentId } from '@millrace/contracts/tracking/experiment-id';
import type { Queryable } from '@millrace/database/database';

/** Where an experiment keeps its things, and whether it is there. */
export interface ExperimentPlace {
  readonly experimentId: number;
  readonly artifactLocation: string;
  readonly deleted: boolean;
}

/** The experiment of this id, deleted or not; an empty id means `0`, the default one. 400 for no number, 404 for none such. */
export async function requireExperiment(database: Queryable, experimentId: string): Promise<ExperimentPlace> {
  const id = parseExperimentId(experimentId || '0');
  const [row] = await database.query<{ artifact_location: string; deleted: boolean }>(
    'SELECT artifact_location, deleted_ms IS NOT NULL AS deleted FROM experiments WHERE experiment_id = $1',
    [id],
  );
  if (row === undefined) throw noExperiment(id);
  return { experimentId: id, artifactLocation: row.artifact_location, deleted: row.deleted };
}

/** As `requireExperiment`, and 400 when it is deleted. */
export async function requireActiveExperiment(
  database: Queryable,
  experimentId: string,
): Promise<ExperimentPlace> {
  const place = await requireExperiment(database, experimentId);
  if (place.deleted)
    throw invalidParameter(
      `The experiment ${place.experimentId} must be in the 'active' state. Current state is deleted.`,
    );
  return place;
}

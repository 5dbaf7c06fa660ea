import { MlflowError } from '@millrace/contracts/errors';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import type { Stores } from '@millrace/artifact-stores/store/stores';
import type { Database } from '@millrace/database/database';
import { markForRemoval } from './mark.ts';
import { removeExperiment, removeLoggedModel, removeRuns } from './remove-rows.ts';
import type { Deleted, Kind } from './selection.ts';

interface Place {
  readonly id: string;
  readonly artifactUri: string;
}

/**
 * Removes what was deleted for good: first nobody can restore it any more, then its artifacts go, then its rows. Broken off at any
 * point, it is finished by doing it again.
 */
export class Removal {
  readonly #database: Database;
  readonly #stores: Stores;
  readonly #warn: (sentence: string) => void;

  constructor(database: Database, stores: Stores, warn: (sentence: string) => void) {
    this.#database = database;
    this.#stores = stores;
    this.#warn = warn;
  }

  /** False when it was restored, or removed by somebody else, meanwhile. Rejects when the artifact store does not let it go. */
  async remove({ kind, id, artifactUri }: Pick<Deleted, 'kind' | 'id' | 'artifactUri'>): Promise<boolean> {
    if (!(await markForRemoval(this.#database, kind, id))) return false;
    if (kind === 'experiment') await this.#removeParts(id);
    // Below the place of an experiment that was given one, there may be what is not of this experiment.
    if (kind !== 'experiment' || artifactUri.endsWith(`/${id}`))
      await this.#removeArtifacts(kind, id, artifactUri);
    const rows = await this.#database.transaction((transaction) => {
      if (kind === 'run') return removeRuns(transaction, [id]);
      if (kind === 'logged model') return removeLoggedModel(transaction, id);
      return removeExperiment(transaction, id);
    });
    return rows > 0;
  }

  /** What belongs to a deleted experiment goes with it, deleted or not. */
  async #removeParts(experimentId: string): Promise<void> {
    await this.#database.query(
      'UPDATE runs SET deleted_ms = 1 WHERE experiment_id = $1::int AND deleted_ms IS NULL',
      [experimentId],
    );
    const runs = `SELECT replace(run_id::text, '-', '') AS id, artifact_uri AS "artifactUri" FROM runs WHERE experiment_id = $1::int`;
    for (const run of await this.#places(runs, experimentId)) await this.remove({ kind: 'run', ...run });
    await this.#database.query(
      'UPDATE logged_models SET deleted_ms = 1 WHERE experiment_id = $1::int AND deleted_ms IS NULL',
      [experimentId],
    );
    const models = `SELECT model_id AS id, artifact_location AS "artifactUri" FROM logged_models WHERE experiment_id = $1::int`;
    for (const model of await this.#places(models, experimentId))
      await this.remove({ kind: 'logged model', ...model });
    const traces = `SELECT t.trace_id AS id, g.value AS "artifactUri" FROM traces t JOIN trace_tags g USING (trace_id)
      WHERE t.experiment_id = $1::int AND g.key = 'mlflow.artifactLocation'`;
    for (const trace of await this.#places(traces, experimentId))
      await this.#removeArtifacts('trace', trace.id, trace.artifactUri);
  }

  #places(sql: string, experimentId: string): Promise<Place[]> {
    return this.#database.query<Place>(sql, [experimentId]);
  }

  async #removeArtifacts(kind: Kind | 'trace', id: string, artifactUri: string): Promise<void> {
    if (artifactUri === '') return;
    let location;
    try {
      location = this.#stores.locate(artifactUri, readArtifactPath(''));
    } catch (error) {
      // As `mlflow gc` does: what this installation does not serve, it cannot delete.
      if (!(error instanceof MlflowError)) throw error;
      this.#warn(`The artifacts of the ${kind} ${id} are left: ${error.message}`);
      return;
    }
    if (location.path === '' && location.store === this.#stores.root)
      throw new Error(`The ${kind} ${id} has the whole artifact store for its artifacts.`);
    await location.store.delete(location.path);
  }
}

import type { Transaction } from '@millrace/database/database';

/** Removes runs with all that was logged to them, in the transaction. Which may go is for the caller to know. Returns how many were there. */
export async function removeRuns(transaction: Transaction, uuids: readonly string[]): Promise<number> {
  // Points have no foreign key: they go before the series that own them.
  await transaction.query(
    `DELETE FROM metric_points p USING metric_series s WHERE p.series_id = s.series_id AND s.run_id = ANY ($1::uuid[])`,
    [uuids],
  );
  await transaction.query('DELETE FROM project_runs WHERE run_id = ANY ($1::uuid[])', [uuids]);
  return (await transaction.query('DELETE FROM runs WHERE run_id = ANY ($1::uuid[]) RETURNING 1', [uuids]))
    .length;
}

export async function removeLoggedModel(transaction: Transaction, modelId: string): Promise<number> {
  await transaction.query('DELETE FROM run_model_inputs WHERE model_id = $1', [modelId]);
  await transaction.query('DELETE FROM run_model_outputs WHERE model_id = $1', [modelId]);
  return (await transaction.query('DELETE FROM logged_models WHERE model_id = $1 RETURNING 1', [modelId]))
    .length;
}

/** Removes an experiment whose runs and logged models are gone. */
export async function removeExperiment(transaction: Transaction, experimentId: string): Promise<number> {
  for (const table of ['traces', 'datasets', 'scorers'])
    await transaction.query(`DELETE FROM ${table} WHERE experiment_id = $1::int`, [experimentId]);
  await transaction.query('DELETE FROM evaluation_dataset_experiments WHERE experiment_id = $1', [
    experimentId,
  ]);
  return (
    await transaction.query('DELETE FROM experiments WHERE experiment_id = $1::int RETURNING 1', [
      experimentId,
    ])
  ).length;
}

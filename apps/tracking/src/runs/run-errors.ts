import { invalidParameter, notFound } from '@millrace/contracts/errors';

/** MLflow's answer for an id that names no run: 404. */
export function runNotFound(runId: string): Error {
  return notFound(`Run with id=${runId} not found`);
}

/** MLflow's answer to a write to a deleted run: 400. */
export function runNotActive(runId: string): Error {
  return invalidParameter(`The run ${runId} must be in the 'active' state. Current state is deleted.`);
}

import { invalidParameter, type MlflowError } from '@millrace/contracts/errors';

/** The errors for a version's source that is not right, in MLflow's words. */

/** Which request parameter says whose artifacts the source is among. */
export type OwnerField = 'run_id' | 'model_id';

export function notOfOwner(source: string, field: OwnerField): MlflowError {
  return invalidSource(
    source,
    `The ${field} request parameter must identify the resource that contains the source.`,
  );
}

export function localSource(path: string, field: OwnerField): MlflowError {
  return invalidSource(
    path,
    `To use a local path as a model version source, the ${field} request parameter has to be specified and the local ` +
      `path has to be contained within the artifact directory of the run specified by the ${field}.`,
  );
}

export function relativeSource(source: string): MlflowError {
  return invalidSource(
    source,
    'If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute ' +
      'path must be provided without relative path references present. Please provide an absolute path.',
  );
}

export function invalidSource(source: string, reason: string): MlflowError {
  return invalidParameter(`Invalid model version source: '${source}'. ${reason}`);
}

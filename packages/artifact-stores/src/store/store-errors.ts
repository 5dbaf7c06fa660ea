import { invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';

export const noSuchArtifact = (given: string): MlflowError => notFound(`No such artifact: '${given}'`);

export const isAFolder = (given: string): MlflowError =>
  invalidParameter(`Artifact path refers to a directory, not a file: '${given}'`);

export const outsideRoot = (): MlflowError =>
  invalidParameter('Invalid path: resolved path is outside the artifact directory');

export const cutShort = (got: number, size: number): MlflowError =>
  new MlflowError('BAD_REQUEST', `The upload broke off: ${got} of ${size} bytes came. Nothing was stored.`);

/** 507 is what WebDAV has for a store without room; MLflow itself has no code for it. */
export const storeFull = (): MlflowError =>
  new MlflowError('RESOURCE_EXHAUSTED', 'The artifact store has no space left. Nothing was stored.', 507);

export const storeForbids = (what: string): MlflowError =>
  new MlflowError(
    'INTERNAL_ERROR',
    `The artifact service may not ${what} in its artifact store: check the permissions of MILLRACE_ARTIFACT_ROOT.`,
  );

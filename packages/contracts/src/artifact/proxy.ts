import { message, string } from '../wire/field.ts';

/** `ListArtifacts` of mlflow_artifacts.proto: `path` is relative to the root of the proxied store. */
export const ListProxyArtifacts = message('ListArtifacts', {
  path: string,
});

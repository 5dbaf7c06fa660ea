import { ModelLoadError } from '../../scorers/model-load-error.ts';
import type { TrackingApi } from './tracking-api.ts';

const API = '/api/2.0/mlflow';

/** Where a model's files are, and by which registered name and version it was found. */
export interface FoundArtifacts {
  readonly artifactUri: string;
  readonly name?: string;
  readonly version?: string;
}

interface Run {
  readonly run: {
    readonly info: { readonly artifact_uri: string };
    readonly outputs?: { readonly model_outputs?: readonly { readonly model_id: string }[] };
  };
}

interface LoggedModel {
  readonly model: { readonly info: { readonly name: string; readonly artifact_uri: string } };
}

/** Asks the server where the files of a `models:/` or `runs:/` URI are; throws ModelLoadError. */
export async function findArtifacts(uri: string, api: TrackingApi): Promise<FoundArtifacts> {
  const [, kind, path = ''] = /^(models|runs):\/+(.+?)\/*$/.exec(uri) ?? [];
  if (kind === 'runs') return findInRun(uri, path, api);
  if (kind === undefined) throw new ModelLoadError(`${uri} is no URI of a model.`);
  if (/^m-[0-9a-f]+$/.test(path)) return { artifactUri: (await loggedModel(path, api)).artifact_uri };
  const [, aliased, alias] = /^([^/]+)@([^/@]+)$/.exec(path) ?? [];
  if (aliased !== undefined && alias !== undefined) {
    const name = decodeURIComponent(aliased);
    const { model_version: found } = await api.get<{ model_version: { version: string } }>(
      `${API}/registered-models/alias`,
      { name, alias },
    );
    return ofVersion(name, found.version, api);
  }
  const [, written, version] = /^([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (written === undefined || version === undefined)
    throw new ModelLoadError(`${uri} must be models:/name/version, models:/name@alias or models:/m-….`);
  const name = decodeURIComponent(written);
  return ofVersion(name, /^\d+$/.test(version) ? version : await latestVersion(name, version, api), api);
}

async function ofVersion(name: string, version: string, api: TrackingApi): Promise<FoundArtifacts> {
  const { artifact_uri: artifactUri } = await api.get<{ artifact_uri: string }>(
    `${API}/model-versions/get-download-uri`,
    { name, version },
  );
  const logged = /^models:\/+(m-[0-9a-f]+)$/.exec(artifactUri)?.[1];
  return {
    name,
    version,
    artifactUri: logged === undefined ? artifactUri : (await loggedModel(logged, api)).artifact_uri,
  };
}

/** `latest`, or the latest version in a stage. */
async function latestVersion(name: string, stage: string, api: TrackingApi): Promise<string> {
  const query: Record<string, string> = stage.toLowerCase() === 'latest' ? { name } : { name, stages: stage };
  const { model_versions: versions = [] } = await api.get<{
    model_versions?: readonly { version: string }[];
  }>(`${API}/registered-models/get-latest-versions`, query);
  const numbers = versions.map(({ version }) => Number(version));
  if (numbers.length === 0) throw new ModelLoadError(`The model ${name} has no version in ${stage}.`);
  return String(Math.max(...numbers));
}

/** A run's model is one of its logged models by name, or, from older clients, a folder of its artifacts. */
async function findInRun(uri: string, path: string, api: TrackingApi): Promise<FoundArtifacts> {
  const [, runId, inside] = /^([^/]+)\/(.+)$/.exec(path) ?? [];
  if (runId === undefined || inside === undefined)
    throw new ModelLoadError(`${uri} must be runs:/RUN_ID/PATH_OF_THE_MODEL.`);
  const { run } = await api.get<Run>(`${API}/runs/get`, { run_id: runId });
  for (const { model_id: id } of run.outputs?.model_outputs ?? []) {
    const model = await loggedModel(id, api);
    if (model.name === inside) return { artifactUri: model.artifact_uri };
  }
  return { artifactUri: `${run.info.artifact_uri.replace(/\/+$/, '')}/${inside}` };
}

async function loggedModel(id: string, api: TrackingApi): Promise<LoggedModel['model']['info']> {
  return (await api.get<LoggedModel>(`${API}/logged-models/${id}`)).model.info;
}

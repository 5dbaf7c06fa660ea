import type { Page } from './experiments.ts';
import { type KeyValue, type Tags, tagsOf } from './key-values.ts';
import { address, get, mlflow, patch, post, remove, type RequestOptions, send } from './request.ts';

export const STAGES = ['None', 'Staging', 'Production', 'Archived'] as const;
export type Stage = (typeof STAGES)[number];

export interface ModelVersion {
  readonly name: string;
  /** A whole number, as text. */
  readonly version: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly user: string;
  readonly stage: Stage;
  readonly description: string;
  readonly source: string;
  /** Empty when it came from no run. */
  readonly runId: string;
  readonly runLink: string;
  readonly status: 'READY' | 'PENDING_REGISTRATION' | 'FAILED_REGISTRATION';
  readonly statusMessage: string;
  readonly tags: Tags;
}

export interface WireModelVersion {
  readonly name: string;
  readonly version: string;
  readonly creation_timestamp?: number;
  readonly last_updated_timestamp?: number;
  readonly user_id?: string;
  readonly current_stage?: Stage;
  readonly description?: string;
  readonly source?: string;
  readonly run_id?: string;
  readonly run_link?: string;
  readonly status?: ModelVersion['status'];
  readonly status_message?: string;
  readonly tags?: readonly KeyValue[];
}

export function modelVersionOf(wire: WireModelVersion): ModelVersion {
  return {
    name: wire.name,
    version: wire.version,
    createdMs: wire.creation_timestamp ?? 0,
    updatedMs: wire.last_updated_timestamp ?? 0,
    user: wire.user_id ?? '',
    stage: wire.current_stage ?? 'None',
    description: wire.description ?? '',
    source: wire.source ?? '',
    runId: wire.run_id ?? '',
    runLink: wire.run_link ?? '',
    status: wire.status ?? 'READY',
    statusMessage: wire.status_message ?? '',
    tags: tagsOf(wire.tags),
  };
}

/** The id of the logged model that a version was made from, where its source says so. */
export function loggedModelIdOf({ source }: ModelVersion): string | undefined {
  return /(?:^models:\/|\/models\/)(m-[0-9a-f]{32})(?:\/|$)/.exec(source)?.[1];
}

/** The versions of a model, newest first. `filter` is MLflow's grammar, of versions. */
export async function searchModelVersions(
  query: { readonly filter: string; readonly pageSize?: number; readonly pageToken?: string | undefined },
  options?: RequestOptions,
): Promise<Page<ModelVersion>> {
  const reply = await get<{ model_versions?: WireModelVersion[]; next_page_token?: string }>(
    mlflow('model-versions/search'),
    {
      filter: query.filter,
      max_results: query.pageSize ?? 200,
      order_by: ['version_number DESC'],
      page_token: query.pageToken,
    },
    options,
  );
  return { items: (reply.model_versions ?? []).map(modelVersionOf), nextPageToken: reply.next_page_token };
}

export async function getModelVersion(
  name: string,
  version: string,
  options?: RequestOptions,
): Promise<ModelVersion> {
  const reply = await get<{ model_version: WireModelVersion }>(
    mlflow('model-versions/get'),
    { name, version },
    options,
  );
  return modelVersionOf(reply.model_version);
}

export const describeModelVersion = (name: string, version: string, description: string): Promise<object> =>
  patch(mlflow('model-versions/update'), { name, version, description });

export const deleteModelVersion = (name: string, version: string): Promise<object> =>
  remove(mlflow('model-versions/delete'), { name, version });

export const transitionModelVersion = (
  name: string,
  version: string,
  stage: Stage,
  archiveOthers: boolean,
): Promise<object> =>
  post(mlflow('model-versions/transition-stage'), {
    name,
    version,
    stage,
    archive_existing_versions: archiveOthers,
  });

export const setModelVersionTag = (
  name: string,
  version: string,
  key: string,
  value: string,
): Promise<object> => post(mlflow('model-versions/set-tag'), { name, version, key, value });

export const deleteModelVersionTag = (name: string, version: string, key: string): Promise<object> =>
  remove(mlflow('model-versions/delete-tag'), { name, version, key });

/** The text of a file of a version's model; a path below the model's folder. */
export async function readModelVersionFile(
  name: string,
  version: string,
  path: string,
  options?: RequestOptions,
): Promise<string> {
  const answer = await send(address('model-versions/get-artifact', { name, version, path }), {}, options);
  return answer.text();
}

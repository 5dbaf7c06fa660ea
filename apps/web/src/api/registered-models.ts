import type { Page } from './experiments.ts';
import { type KeyValue, type Tags, tagsOf } from './key-values.ts';
import { type ModelVersion, modelVersionOf, type WireModelVersion } from './model-versions.ts';
import { get, mlflow, patch, post, remove, type RequestOptions } from './request.ts';

export interface ModelAlias {
  readonly alias: string;
  readonly version: string;
}

export interface RegisteredModel {
  readonly name: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly description: string;
  readonly tags: Tags;
  readonly aliases: readonly ModelAlias[];
  /** The newest version of each stage, the newest of all first. */
  readonly latestVersions: readonly ModelVersion[];
}

interface WireRegisteredModel {
  readonly name: string;
  readonly creation_timestamp?: number;
  readonly last_updated_timestamp?: number;
  readonly description?: string;
  readonly tags?: readonly KeyValue[];
  readonly aliases?: readonly ModelAlias[];
  readonly latest_versions?: readonly WireModelVersion[];
}

function registeredModelOf(wire: WireRegisteredModel): RegisteredModel {
  const latest = (wire.latest_versions ?? []).map(modelVersionOf);
  return {
    name: wire.name,
    createdMs: wire.creation_timestamp ?? 0,
    updatedMs: wire.last_updated_timestamp ?? 0,
    description: wire.description ?? '',
    tags: tagsOf(wire.tags),
    aliases: wire.aliases ?? [],
    latestVersions: latest.toSorted((a, b) => Number(b.version) - Number(a.version)),
  };
}

export interface ModelQuery {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly pageSize?: number;
  readonly pageToken?: string | undefined;
}

export async function searchRegisteredModels(
  query: ModelQuery,
  options?: RequestOptions,
): Promise<Page<RegisteredModel>> {
  const reply = await get<{ registered_models?: WireRegisteredModel[]; next_page_token?: string }>(
    mlflow('registered-models/search'),
    {
      filter: query.filter,
      order_by: query.orderBy,
      max_results: query.pageSize ?? 100,
      page_token: query.pageToken,
    },
    options,
  );
  return {
    items: (reply.registered_models ?? []).map(registeredModelOf),
    nextPageToken: reply.next_page_token,
  };
}

export async function getRegisteredModel(name: string, options?: RequestOptions): Promise<RegisteredModel> {
  const reply = await get<{ registered_model: WireRegisteredModel }>(
    mlflow('registered-models/get'),
    { name },
    options,
  );
  return registeredModelOf(reply.registered_model);
}

export const createRegisteredModel = (name: string, description: string): Promise<object> =>
  post(mlflow('registered-models/create'), { name, ...(description && { description }) });

export const renameRegisteredModel = (name: string, newName: string): Promise<object> =>
  post(mlflow('registered-models/rename'), { name, new_name: newName });

export const describeRegisteredModel = (name: string, description: string): Promise<object> =>
  patch(mlflow('registered-models/update'), { name, description });

export const deleteRegisteredModel = (name: string): Promise<object> =>
  remove(mlflow('registered-models/delete'), { name });

export const setRegisteredModelTag = (name: string, key: string, value: string): Promise<object> =>
  post(mlflow('registered-models/set-tag'), { name, key, value });

export const deleteRegisteredModelTag = (name: string, key: string): Promise<object> =>
  remove(mlflow('registered-models/delete-tag'), { name, key });

/** Sets an alias, or moves it from the version that had it. */
export const setModelAlias = (name: string, alias: string, version: string): Promise<object> =>
  post(mlflow('registered-models/alias'), { name, alias, version });

export const deleteModelAlias = (name: string, alias: string): Promise<object> =>
  remove(mlflow('registered-models/alias'), { name, alias });

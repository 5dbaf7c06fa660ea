import { type KeyValue, type Tags, tagsOf } from './key-values.ts';
import { get, mlflow, post, type RequestOptions } from './request.ts';

export interface Experiment {
  readonly id: string;
  readonly name: string;
  readonly artifactLocation: string;
  readonly isDeleted: boolean;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly tags: Tags;
}

interface WireExperiment {
  readonly experiment_id: string;
  readonly name: string;
  readonly artifact_location: string;
  readonly lifecycle_stage: 'active' | 'deleted';
  readonly creation_time?: number;
  readonly last_update_time?: number;
  readonly tags?: readonly KeyValue[];
}

export type View = 'ACTIVE_ONLY' | 'DELETED_ONLY' | 'ALL';

export interface ExperimentQuery {
  readonly filter?: string;
  readonly view?: View;
  readonly orderBy?: readonly string[];
  readonly pageSize?: number;
  readonly pageToken?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken: string | undefined;
}

function experimentOf(wire: WireExperiment): Experiment {
  return {
    id: wire.experiment_id,
    name: wire.name,
    artifactLocation: wire.artifact_location,
    isDeleted: wire.lifecycle_stage === 'deleted',
    createdMs: wire.creation_time ?? 0,
    updatedMs: wire.last_update_time ?? 0,
    tags: tagsOf(wire.tags),
  };
}

export async function searchExperiments(
  query: ExperimentQuery,
  options?: RequestOptions,
): Promise<Page<Experiment>> {
  const reply = await post<{ experiments?: WireExperiment[]; next_page_token?: string }>(
    mlflow('experiments/search'),
    {
      filter: query.filter ?? '',
      view_type: query.view ?? 'ACTIVE_ONLY',
      order_by: query.orderBy ?? [],
      max_results: query.pageSize ?? 100,
      page_token: query.pageToken,
    },
    options,
  );
  return { items: (reply.experiments ?? []).map(experimentOf), nextPageToken: reply.next_page_token };
}

export async function getExperiment(id: string, options?: RequestOptions): Promise<Experiment> {
  const reply = await get<{ experiment: WireExperiment }>(
    mlflow('experiments/get'),
    { experiment_id: id },
    options,
  );
  return experimentOf(reply.experiment);
}

/** Returns the new experiment's id. */
export async function createExperiment(name: string, artifactLocation?: string): Promise<string> {
  const reply = await post<{ experiment_id: string }>(mlflow('experiments/create'), {
    name,
    ...(artifactLocation ? { artifact_location: artifactLocation } : {}),
  });
  return reply.experiment_id;
}

export const renameExperiment = (id: string, name: string): Promise<object> =>
  post(mlflow('experiments/update'), { experiment_id: id, new_name: name });

export const deleteExperiment = (id: string): Promise<object> =>
  post(mlflow('experiments/delete'), { experiment_id: id });

export const restoreExperiment = (id: string): Promise<object> =>
  post(mlflow('experiments/restore'), { experiment_id: id });

export const setExperimentTag = (id: string, key: string, value: string): Promise<object> =>
  post(mlflow('experiments/set-experiment-tag'), { experiment_id: id, key, value });

export const deleteExperimentTag = (id: string, key: string): Promise<object> =>
  post(mlflow('experiments/delete-experiment-tag'), { experiment_id: id, key });

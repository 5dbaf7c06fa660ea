import type { Page, View } from './experiments.ts';
import { type KeyValue, type Tags, tagsOf } from './key-values.ts';
import { numberOf, type WireNumber } from './metric-value.ts';
import { get, mlflow, post, type RequestOptions } from './request.ts';

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface LatestMetric {
  readonly value: number;
  readonly step: number;
  readonly timestampMs: number;
}

export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | undefined;
  readonly profile: string | undefined;
  readonly tags: Tags;
}

export interface Run {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly user: string;
  readonly status: RunStatus;
  readonly startMs: number;
  /** Undefined while it runs. */
  readonly endMs: number | undefined;
  readonly artifactUri: string;
  readonly isDeleted: boolean;
  readonly metrics: Readonly<Record<string, LatestMetric>>;
  readonly params: Tags;
  readonly tags: Tags;
  readonly datasets: readonly DatasetInput[];
  readonly modelInputIds: readonly string[];
  readonly modelOutputs: readonly { readonly modelId: string; readonly step: number }[];
}

interface WireRun {
  readonly info: {
    readonly run_id: string;
    readonly run_name: string;
    readonly experiment_id: string;
    readonly user_id: string;
    readonly status: RunStatus;
    readonly start_time: number;
    readonly end_time?: number;
    readonly artifact_uri: string;
    readonly lifecycle_stage: 'active' | 'deleted';
  };
  readonly data: {
    readonly metrics?: readonly { key: string; value: WireNumber; timestamp: number; step: number }[];
    readonly params?: readonly KeyValue[];
    readonly tags?: readonly KeyValue[];
  };
  readonly inputs?: {
    readonly dataset_inputs?: readonly {
      readonly tags?: readonly KeyValue[];
      readonly dataset: {
        name: string;
        digest: string;
        source_type: string;
        source: string;
        schema?: string;
        profile?: string;
      };
    }[];
    readonly model_inputs?: readonly { model_id: string }[];
  };
  readonly outputs?: { readonly model_outputs?: readonly { model_id: string; step: number }[] };
}

function runOf({ info, data, inputs, outputs }: WireRun): Run {
  const metrics = Object.create(null) as Record<string, LatestMetric>;
  for (const { key, value, step, timestamp } of data.metrics ?? [])
    metrics[key] = { value: numberOf(value), step, timestampMs: timestamp };
  return {
    id: info.run_id,
    name: info.run_name,
    experimentId: info.experiment_id,
    user: info.user_id,
    status: info.status,
    startMs: info.start_time,
    endMs: info.end_time,
    artifactUri: info.artifact_uri,
    isDeleted: info.lifecycle_stage === 'deleted',
    metrics,
    params: tagsOf(data.params),
    tags: tagsOf(data.tags),
    datasets: (inputs?.dataset_inputs ?? []).map(({ dataset, tags }) => ({
      name: dataset.name,
      digest: dataset.digest,
      sourceType: dataset.source_type,
      source: dataset.source,
      schema: dataset.schema,
      profile: dataset.profile,
      tags: tagsOf(tags),
    })),
    modelInputIds: (inputs?.model_inputs ?? []).map(({ model_id }) => model_id),
    modelOutputs: (outputs?.model_outputs ?? []).map(({ model_id, step }) => ({ modelId: model_id, step })),
  };
}

/** Which of what was logged a search returns; `['*']` is all of a kind. Left out altogether: everything. */
export interface RunFields {
  readonly metrics?: readonly string[];
  readonly params?: readonly string[];
  readonly tags?: readonly string[];
}

export interface RunQuery {
  readonly experimentIds: readonly string[];
  /** MLflow's grammar, with OR, NOT and parentheses. */
  readonly filter?: string;
  readonly orderBy?: readonly string[];
  readonly view?: View;
  readonly pageSize?: number;
  readonly pageToken?: string | undefined;
  readonly fields?: RunFields;
}

const wireQuery = (query: RunQuery): object => ({
  experiment_ids: query.experimentIds,
  filter: query.filter ?? '',
  order_by: query.orderBy ?? [],
  run_view_type: query.view ?? 'ACTIVE_ONLY',
});

export async function searchRuns(query: RunQuery, options?: RequestOptions): Promise<Page<Run>> {
  const reply = await post<{ runs?: WireRun[]; next_page_token?: string }>(
    mlflow('runs/search'),
    {
      ...wireQuery(query),
      max_results: query.pageSize ?? 100,
      page_token: query.pageToken,
      fields: query.fields,
    },
    options,
  );
  return { items: (reply.runs ?? []).map(runOf), nextPageToken: reply.next_page_token };
}

export async function countRuns(query: RunQuery, options?: RequestOptions): Promise<number> {
  const reply = await post<{ count: number }>(
    mlflow('runs/search'),
    { ...wireQuery(query), count_only: true },
    options,
  );
  return reply.count;
}

export async function getRun(id: string, options?: RequestOptions): Promise<Run> {
  const reply = await get<{ run: WireRun }>(mlflow('runs/get'), { run_id: id }, options);
  return runOf(reply.run);
}

export const renameRun = (id: string, name: string): Promise<object> =>
  post(mlflow('runs/update'), { run_id: id, run_name: name });

export const deleteRun = (id: string): Promise<object> => post(mlflow('runs/delete'), { run_id: id });

export const restoreRun = (id: string): Promise<object> => post(mlflow('runs/restore'), { run_id: id });

export const setRunTag = (id: string, key: string, value: string): Promise<object> =>
  post(mlflow('runs/set-tag'), { run_id: id, key, value });

export const deleteRunTag = (id: string, key: string): Promise<object> =>
  post(mlflow('runs/delete-tag'), { run_id: id, key });

import type { Page } from './experiments.ts';
import { type KeyValue, type Tags, tagsOf } from './key-values.ts';
import { numberOf, type WireNumber } from './metric-value.ts';
import { address, get, mlflow, patch, post, remove, type RequestOptions, send } from './request.ts';

export interface LoggedModelMetric {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly timestampMs: number;
  readonly datasetName: string;
  readonly datasetDigest: string;
  readonly runId: string;
}

export interface LoggedModel {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly artifactUri: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly type: string;
  readonly runId: string;
  readonly status: 'pending' | 'ready' | 'failed' | 'unknown';
  readonly statusMessage: string;
  readonly tags: Tags;
  readonly params: Tags;
  readonly metrics: readonly LoggedModelMetric[];
}

interface WireLoggedModel {
  readonly info: {
    readonly model_id: string;
    readonly name: string;
    readonly experiment_id: string;
    readonly artifact_uri: string;
    readonly creation_timestamp_ms: number;
    readonly last_updated_timestamp_ms: number;
    readonly model_type?: string;
    readonly source_run_id?: string;
    readonly status: string;
    readonly status_message?: string;
    readonly tags?: readonly KeyValue[];
  };
  readonly data?: {
    readonly params?: readonly KeyValue[];
    readonly metrics?: readonly {
      readonly key: string;
      readonly value: WireNumber;
      readonly step: number;
      readonly timestamp: number;
      readonly dataset_name?: string;
      readonly dataset_digest?: string;
      readonly run_id?: string;
    }[];
  };
}

const STATUSES: Readonly<Record<string, LoggedModel['status']>> = {
  LOGGED_MODEL_PENDING: 'pending',
  LOGGED_MODEL_READY: 'ready',
  LOGGED_MODEL_UPLOAD_FAILED: 'failed',
};

function loggedModelOf({ info, data }: WireLoggedModel): LoggedModel {
  return {
    id: info.model_id,
    name: info.name,
    experimentId: info.experiment_id,
    artifactUri: info.artifact_uri,
    createdMs: info.creation_timestamp_ms,
    updatedMs: info.last_updated_timestamp_ms,
    type: info.model_type ?? '',
    runId: info.source_run_id ?? '',
    status: STATUSES[info.status] ?? 'unknown',
    statusMessage: info.status_message ?? '',
    tags: tagsOf(info.tags),
    params: tagsOf(data?.params),
    metrics: (data?.metrics ?? []).map((metric) => ({
      key: metric.key,
      value: numberOf(metric.value),
      step: metric.step,
      timestampMs: metric.timestamp,
      datasetName: metric.dataset_name ?? '',
      datasetDigest: metric.dataset_digest ?? '',
      runId: metric.run_id ?? '',
    })),
  };
}

export interface LoggedModelQuery {
  readonly experimentId: string;
  readonly filter: string;
  /** `creation_time`, `name`, `metrics.accuracy`… */
  readonly orderBy: string;
  readonly isDescending: boolean;
  readonly pageToken?: string | undefined;
}

export async function searchLoggedModels(
  query: LoggedModelQuery,
  options?: RequestOptions,
): Promise<Page<LoggedModel>> {
  const reply = await post<{ models?: WireLoggedModel[]; next_page_token?: string }>(
    mlflow('logged-models/search'),
    {
      experiment_ids: [query.experimentId],
      filter: query.filter,
      order_by: [{ field_name: query.orderBy, ascending: !query.isDescending }],
      max_results: 100,
      page_token: query.pageToken,
    },
    options,
  );
  return { items: (reply.models ?? []).map(loggedModelOf), nextPageToken: reply.next_page_token };
}

const place = (id: string, rest = ''): string => mlflow(`logged-models/${encodeURIComponent(id)}${rest}`);

export async function getLoggedModel(id: string, options?: RequestOptions): Promise<LoggedModel> {
  const reply = await get<{ model: WireLoggedModel }>(place(id), {}, options);
  return loggedModelOf(reply.model);
}

export const deleteLoggedModel = (id: string): Promise<object> => remove(place(id));

export const setLoggedModelTag = (id: string, key: string, value: string): Promise<object> =>
  patch(place(id, '/tags'), { tags: [{ key, value }] });

export const deleteLoggedModelTag = (id: string, key: string): Promise<object> =>
  remove(place(id, `/tags/${encodeURIComponent(key)}`));

const fileAddress = (id: string, path: string): string =>
  address(place(id, '/artifacts/files'), { artifact_file_path: path });

export async function readLoggedModelFile(
  id: string,
  path: string,
  options?: RequestOptions,
): Promise<string> {
  const answer = await send(fileAddress(id, path), {}, options);
  return answer.text();
}

import type { Page } from './experiments.ts';
import { address, get, millrace, patch, post, put, remove, type RequestOptions, send } from './request.ts';

export type DeploymentState =
  'pending' | 'building' | 'loading' | 'checking' | 'ready' | 'failed' | 'stopped';
export type DeploymentRole = 'candidate' | 'live' | 'canary' | 'shadow' | 'retired';

export interface DeploymentVersion {
  readonly version: string;
  readonly modelUri: string;
  /** The registered model and its version, where it is one. */
  readonly model: { readonly name: string; readonly version: string } | undefined;
  readonly role: DeploymentRole;
  /** Per cent of the requests. */
  readonly weight: number;
  readonly state: DeploymentState;
  readonly reason: string | undefined;
  readonly updatedMs: number;
}

export interface Deployment {
  readonly name: string;
  readonly modelUri: string;
  readonly state: DeploymentState;
  readonly reason: string | undefined;
  readonly environment: string;
  readonly workers: number;
  readonly maxBatch: number;
  readonly maxDelayMs: number;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly versions: readonly DeploymentVersion[];
}

interface WireVersion {
  readonly version: string;
  readonly model_uri: string;
  readonly model_name?: string;
  readonly model_version?: string;
  readonly role: DeploymentRole;
  readonly weight: number;
  readonly state: DeploymentState;
  readonly reason?: string;
  readonly last_update_time: number;
}

interface WireDeployment {
  readonly name: string;
  readonly model_uri: string;
  readonly state: DeploymentState;
  readonly reason?: string;
  readonly env_manager: string;
  readonly workers: number;
  readonly max_batch: number;
  readonly max_delay_ms: number;
  readonly creation_time: number;
  readonly last_update_time: number;
  readonly versions: readonly WireVersion[];
}

function deploymentOf(wire: WireDeployment): Deployment {
  return {
    name: wire.name,
    modelUri: wire.model_uri,
    state: wire.state,
    reason: wire.reason,
    environment: wire.env_manager,
    workers: wire.workers,
    maxBatch: wire.max_batch,
    maxDelayMs: wire.max_delay_ms,
    createdMs: wire.creation_time,
    updatedMs: wire.last_update_time,
    versions: wire.versions.map(versionOf),
  };
}

function versionOf(wire: WireVersion): DeploymentVersion {
  const { model_name: name, model_version: version } = wire;
  return {
    version: wire.version,
    modelUri: wire.model_uri,
    model: name !== undefined && version !== undefined ? { name, version } : undefined,
    role: wire.role,
    weight: wire.weight,
    state: wire.state,
    reason: wire.reason,
    updatedMs: wire.last_update_time,
  };
}

const pathOf = (name: string, below = ''): string =>
  millrace(`deployments/${encodeURIComponent(name)}${below}`);

export async function listDeployments(
  pageToken: string | undefined,
  options?: RequestOptions,
  pageSize = 100,
): Promise<Page<Deployment>> {
  const query = { max_results: pageSize, page_token: pageToken };
  const reply = await get<{ deployments: WireDeployment[]; next_page_token?: string }>(
    millrace('deployments'),
    query,
    options,
  );
  return { items: reply.deployments.map(deploymentOf), nextPageToken: reply.next_page_token };
}

type Reply = Promise<{ readonly deployment: WireDeployment }>;

export async function getDeployment(name: string, options?: RequestOptions): Promise<Deployment> {
  return deploymentOf((await get<Awaited<Reply>>(pathOf(name), {}, options)).deployment);
}

export interface NewDeployment {
  readonly name: string;
  readonly modelUri: string;
  readonly environment: string;
  readonly workers: number;
}

export const createDeployment = ({ name, modelUri, environment, workers }: NewDeployment): Reply =>
  post(millrace('deployments'), { name, model_uri: modelUri, env_manager: environment, workers });

export const deleteDeployment = (name: string): Promise<object> => remove(pathOf(name));
export const rollOutModel = (name: string, modelUri: string): Reply =>
  patch(pathOf(name), { model_uri: modelUri });
export const scaleDeployment = (name: string, workers: number): Reply =>
  post(pathOf(name, '/scale'), { workers });
export const addDeploymentVersion = (
  name: string,
  modelUri: string,
  role: 'canary' | 'shadow',
  weight: number,
): Promise<object> => post(pathOf(name, '/versions'), { model_uri: modelUri, role, weight });
export const removeDeploymentVersion = (name: string, version: string): Promise<object> =>
  remove(pathOf(name, `/versions/${version}`));
export const setDeploymentTraffic = (name: string, weights: Readonly<Record<string, number>>): Reply =>
  put(pathOf(name, '/traffic'), { weights });
export const promoteDeploymentVersion = (name: string, version: string): Reply =>
  post(pathOf(name, '/promote'), { version });
export const rollBackDeployment = (name: string): Reply => post(pathOf(name, '/rollback'), {});

export async function readDeploymentLogs(name: string, options?: RequestOptions): Promise<string> {
  return (await send(address(pathOf(name, '/logs'), { tail: 500 }), { method: 'GET' }, options)).text();
}

export interface TrafficPeriod {
  readonly startMs: number;
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface VersionStats {
  readonly version: string;
  readonly requests: number;
  readonly perSecond: number;
  readonly errors: number;
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  readonly batchSize: number;
  readonly restarts: number;
  readonly shadow: Readonly<Record<'same' | 'different' | 'failed' | 'skipped', number>>;
  readonly history: readonly TrafficPeriod[];
}

interface WireStats {
  readonly version: string;
  readonly requests: number;
  readonly requests_per_second: number;
  readonly errors: number;
  readonly latency_ms: { readonly p50?: number; readonly p99?: number };
  readonly batch_size: number;
  readonly worker_restarts: number;
  readonly shadow: VersionStats['shadow'];
  readonly history: readonly {
    readonly start_time: number;
    readonly requests: number;
    readonly errors: number;
    readonly latency_ms: { readonly p50: number; readonly p99: number };
  }[];
}

export async function getDeploymentStats(name: string, options?: RequestOptions): Promise<VersionStats[]> {
  const { versions } = await get<{ versions: WireStats[] }>(pathOf(name, '/stats'), {}, options);
  return versions.map((wire) => ({
    version: wire.version,
    requests: wire.requests,
    perSecond: wire.requests_per_second,
    errors: wire.errors,
    p50Ms: wire.latency_ms.p50,
    p99Ms: wire.latency_ms.p99,
    batchSize: wire.batch_size,
    restarts: wire.worker_restarts,
    shadow: wire.shadow,
    history: wire.history.map((period) => ({
      startMs: period.start_time,
      requests: period.requests,
      errors: period.errors,
      p50Ms: period.latency_ms.p50,
      p99Ms: period.latency_ms.p99,
    })),
  }));
}

import type { EnvManager, Target } from '@millrace/contracts/serving/deployments';

/** What a version does in its deployment. A candidate becomes the live one once all replicas have loaded it. */
export type Role = 'candidate' | 'live' | 'canary' | 'shadow' | 'retired';

export type State = 'pending' | 'building' | 'loading' | 'checking' | 'ready' | 'failed' | 'stopped';

/** How the versions of a deployment are run. */
export interface RunOptions {
  readonly envManager: EnvManager;
  /** Of each version, where it runs in a cluster. */
  readonly replicas: number;
  readonly workers: number;
  readonly maxBatch: number;
  readonly maxDelayMs: number;
  readonly maxQueue: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** Where a model's URI leads. */
export interface ResolvedModel {
  /** As it was asked for. */
  readonly uri: string;
  /** URI of the folder of its artifacts. */
  readonly location: string;
  readonly modelName: string | null;
  readonly modelVersion: number | null;
}

export interface Version {
  readonly number: number;
  readonly modelUri: string;
  readonly location: string;
  readonly modelName: string | null;
  readonly modelVersion: number | null;
  readonly role: Role;
  readonly weight: number;
  readonly state: State;
  readonly reason: string | null;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface Deployment extends RunOptions {
  readonly deploymentId: string;
  readonly name: string;
  readonly target: Target;
  readonly modelUri: string;
  readonly followed: string;
  readonly generation: number;
  readonly reason: string | null;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** By number. */
  readonly versions: readonly Version[];
}

export function versionOf(deployment: Deployment, role: Role): Version | undefined {
  return deployment.versions.find((version) => version.role === role);
}

/** The deployment's own state: that of the version that answers, or that is to answer. */
export function stateOf(deployment: Deployment): State {
  const version = versionOf(deployment, 'live') ?? versionOf(deployment, 'candidate');
  return version?.state ?? 'failed';
}

/** What a message calls a version's model. */
export function modelOf({ modelUri, modelName, modelVersion }: Version): string {
  return modelName === null ? modelUri : `${modelName} version ${modelVersion}`;
}

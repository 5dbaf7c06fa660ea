import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '@millrace/service-kit/metrics/metrics';
import { type Deployment, stateOf } from '../deployments/deployment.ts';
import { DeploymentMetrics } from '../measurements/deployment-metrics.ts';
import type { ScoringReply, ScoringRequest } from '../scorers/scorer.ts';
import type { LoadedVersion } from './loaded-version.ts';
import { Share } from './share.ts';
import { Shadowing } from './shadowing.ts';

/** What answers requests to one deployment. */
interface Served {
  readonly deployment: Deployment;
  readonly share: Share;
  readonly shadows: readonly Shadowing[];
}

/** The versions of this process by the name that requests are addressed to. It is all that a request needs to look at. */
@Injectable()
export class Serving implements OnModuleInit {
  private byName: ReadonlyMap<string, Served> = new Map();
  private loaded: readonly LoadedVersion[] = [];

  constructor(private readonly metrics: Metrics) {}

  onModuleInit(): void {
    this.metrics.add(new DeploymentMetrics(() => this.loaded));
  }

  /** From the next request on, these are the deployments, and these versions of them answer. */
  serve(deployments: readonly Deployment[], loaded: readonly LoadedVersion[]): void {
    const shadowings = new Map(
      [...this.byName.values()].flatMap(({ shadows }) => shadows.map((each) => [each.version, each])),
    );
    this.byName = new Map(
      deployments.map((deployment) => [deployment.name, served(deployment, loaded, shadowings)]),
    );
    this.loaded = loaded;
  }

  loadedOf(deploymentId: string): LoadedVersion[] {
    return this.loaded.filter((version) => version.deploymentId === deploymentId);
  }

  /** The deployment of a name, and the version that is to answer: one by weight, or the one of a number. */
  find(name: string, number?: string): { deployment?: Deployment; version?: LoadedVersion } {
    const found = this.byName.get(name);
    if (found === undefined) return {};
    const version = number === undefined ? found.share.pick(Math.random()) : found.share.numbered(number);
    return { deployment: found.deployment, ...(version && { version }) };
  }

  /** Has a request answered by a version, and copied to the shadows. */
  async score(version: LoadedVersion, request: ScoringRequest): Promise<ScoringReply> {
    const startedMs = performance.now();
    const reply = await version.scorer.score(request);
    version.measurements.answered(reply.status, (performance.now() - startedMs) / 1000);
    const shadows = this.byName.get(version.name)?.shadows;
    if (shadows !== undefined) for (const shadow of shadows) shadow.copy(request, reply);
    return reply;
  }
}

function served(
  deployment: Deployment,
  loaded: readonly LoadedVersion[],
  shadowings: ReadonlyMap<LoadedVersion, Shadowing>,
): Served {
  const mine = loaded.filter(({ deploymentId }) => deploymentId === deployment.deploymentId);
  const withRole = (...roles: string[]): { version: LoadedVersion; weight: number }[] =>
    mine.flatMap((version) => {
      const row = deployment.versions.find(({ number }) => number === version.number);
      return row && roles.includes(row.role) ? [{ version, weight: row.weight }] : [];
    });
  // A first version answers as soon as it can: who sees that it is ready must not come too early.
  const answering = [withRole('live', 'canary'), withRole('candidate')].find((each) => each.length > 0) ?? [];
  return {
    deployment,
    share: new Share(answering),
    shadows: withRole('shadow').map(({ version }) => shadowings.get(version) ?? new Shadowing(version)),
  };
}

/** Why a deployment cannot answer just now. */
export function notReadyReason(deployment: Deployment): string {
  const state = stateOf(deployment);
  const reason = deployment.reason === null ? '' : `: ${deployment.reason}`;
  return state === 'failed'
    ? `The deployment '${deployment.name}' failed to load${reason}`
    : `The deployment '${deployment.name}' is not ready yet: its model is ${state}${reason}`;
}

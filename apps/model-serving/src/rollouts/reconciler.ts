import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ClusterTidy } from '../cluster/cluster-tidy.ts';
import type { Deployment, Version } from '../deployments/deployment.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { Serving } from '../traffic/serving.ts';
import { DeploymentLogs } from './deployment-logs.ts';
import { LoadsRepository } from './loads.repository.ts';
import { Replicas } from './replicas.ts';
import { VersionLoads } from './version-loads.ts';

/** While there are deployments: how often a replica says that it lives, and looks whether something has changed. */
const BEAT_MS = 4_000;
/** While there are none, a change that was announced and lost is seen after this. */
const IDLE_MS = 30_000;

/** Makes what this process has loaded what the database says, again and again: at the start, at changes, and now and then. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('deployments');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private isIdle = true;
  private deploymentsSeen: readonly Deployment[] = [];

  constructor(
    private readonly deployments: DeploymentsRepository,
    private readonly loads: LoadsRepository,
    private readonly versions: VersionLoads,
    private readonly serving: Serving,
    private readonly logs: DeploymentLogs,
    private readonly replicas: Replicas,
    private readonly cluster: ClusterTidy,
  ) {}

  onApplicationBootstrap(): void {
    this.versions.onLoaded = () => this.serve();
    this.replicas.listen(() => this.wake());
    this.wake();
  }

  /** Looks at the deployments as soon as it can. */
  wake(): void {
    if (this.stopped) return;
    if (this.running !== undefined) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.look().finally(() => {
      this.running = undefined;
      if (this.again) {
        this.again = false;
        this.wake();
      } else if (!this.stopped)
        this.timer = setTimeout(() => this.wake(), this.isIdle ? IDLE_MS : BEAT_MS).unref();
    });
  }

  /** Requests are over: what is loaded is let go of. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.replicas.close();
    await this.running;
    await this.versions.stopAll();
    await this.loads.leave(this.replicas.id).catch(() => undefined);
  }

  /** Requests go elsewhere first; only then is a version stopped. */
  private serve(): void {
    this.serving.serve(this.deploymentsSeen, this.versions.loaded());
    this.versions.dropUnwanted();
  }

  private async look(): Promise<void> {
    try {
      const deployments = await this.deployments.all();
      this.isIdle = deployments.length === 0 && this.versions.isEmpty;
      if (!this.isIdle) await this.loads.beat(this.replicas.id, Date.now());
      if (this.stopped) return;
      const wanted = deployments.flatMap((deployment) =>
        deployment.versions.filter(isActive).map((version) => ({ deployment, version })),
      );
      this.versions.want(wanted);
      this.deploymentsSeen = deployments;
      this.serve();
      this.cluster.begin();
      this.logs.keepOnly(new Set(deployments.map(({ deploymentId }) => deploymentId)));
    } catch (error) {
      this.logger.warn(`The deployments could not be looked at: ${(error as Error).message}`);
    }
  }
}

function isActive({ role }: Version): boolean {
  return role !== 'retired';
}

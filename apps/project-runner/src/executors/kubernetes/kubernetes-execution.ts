import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import type { Ending, Execution, RunOrder } from '../executor.ts';
import { plainName } from '../images/image-name.ts';
import { followLog } from './follow-log.ts';
import type { JobCluster } from './job-cluster.ts';
import { RUN_LABEL } from './job-manifest.ts';
import { jobTrouble } from './job-trouble.ts';
import { podState } from './pod-state.ts';

const LOOK_MS = 2_000;
/** What was printed before the end is there at once; a node that does not give it out is not waited for. */
const READ_MS = 15_000;
/** How long beyond its grace a pod may take to end. */
const STOP_MS = 60_000;

/** A Job that runs a command. */
export class KubernetesExecution implements Execution {
  readonly ended: Promise<Ending>;
  private readonly outcome = Promise.withResolvers<Ending>();
  private readonly over = new AbortController();
  private readonly label: string;
  private readonly container: string;
  private pod: V1Pod | undefined;
  private reading: Promise<void> | undefined;
  private limit: string | undefined;
  private isStopping = false;
  private told = '';
  private waitsSince = Date.now();

  constructor(
    private readonly cluster: JobCluster,
    private readonly job: string,
    private readonly order: RunOrder,
    private readonly startMs: number,
  ) {
    this.label = `${RUN_LABEL}=${order.runId},batch.kubernetes.io/job-name=${job}`;
    this.container = plainName(order.projectName, 60);
    this.ended = this.follow();
  }

  async stop(graceMs: number): Promise<void> {
    await this.end(graceMs);
    await this.ended;
  }

  private async follow(): Promise<Ending> {
    void this.watch();
    const looking = setInterval(() => void this.look().catch(() => undefined), LOOK_MS);
    const ending = await this.outcome.promise;
    clearInterval(looking);
    this.over.abort();
    if (this.reading) await Promise.race([this.reading, sleep(READ_MS, undefined, { ref: false })]);
    // Jobs that have ended by themselves stay for a while, for people to look at; others, and what runs beside the project, go now.
    const hasOthers = (this.pod?.spec?.containers.length ?? 0) > 1;
    if (ending.kind === 'lost' || this.isStopping || hasOthers)
      await this.cluster.deleteJob(this.job).catch(() => undefined);
    return this.limit === undefined ? ending : { kind: 'limit', reason: this.limit };
  }

  /** A watch that breaks off is begun again: while the cluster is away, the command goes on. */
  private async watch(): Promise<void> {
    const { signal } = this.over;
    while (!signal.aborted) {
      await this.cluster
        .watchPods(this.label, (pod, isGone) => this.see(pod, isGone), signal)
        .catch(() => undefined);
      if (!signal.aborted) await sleep(500);
    }
  }

  private see(pod: V1Pod, isGone: boolean): void {
    this.pod = pod;
    const state = podState(pod, this.container, this.order.limits.memoryBytes);
    if (state.kind !== 'waiting') this.read(pod);
    if (state.kind === 'ended') this.outcome.resolve(state.ending);
    else if (isGone) this.outcome.resolve({ kind: 'signalled', signal: 'SIGKILL' });
    else if (state.kind === 'waiting') {
      if (state.reason !== undefined) this.tell(`The pod waits: ${state.reason}`);
      if (state.isHopeless) this.giveUp(`The pod does not start: ${state.reason}.`);
    }
  }

  /** What there is to see of a Job that has no pod that runs. */
  private async look(): Promise<void> {
    if (this.reading) return;
    const trouble = await jobTrouble(this.cluster, this.job, this.pod !== undefined);
    if (trouble.kind === 'ended') return this.outcome.resolve({ kind: 'lost', reason: trouble.reason });
    if (trouble.reason !== undefined) this.tell(trouble.reason);
    if (trouble.kind === 'suspended') this.waitsSince = Date.now();
    if (Date.now() - this.waitsSince < this.startMs) return;
    this.giveUp(`The pod has not started within ${this.startMs / 1000} seconds. ${this.told}.`);
  }

  private read(pod: V1Pod): void {
    const { onOutput } = this.order;
    const name = pod.metadata?.name ?? '';
    this.reading ??= followLog(this.cluster, name, this.container, onOutput, this.over.signal).catch(
      (error: Error) => {
        this.limit ??= error.message;
        void this.end(0);
      },
    );
  }

  private giveUp(reason: string): void {
    this.outcome.resolve({ kind: 'lost', reason: reason.replace(/\.\.$/, '.') });
  }

  private tell(line: string): void {
    if (line === this.told) return;
    this.told = line;
    this.order.onProgress(line);
  }

  /** Has the kubelet end the pod, which tells how it ended; what does not answer is ended with its Job. */
  private async end(graceMs: number): Promise<void> {
    this.isStopping = true;
    const pod = this.pod?.metadata?.name;
    const seconds = Math.max(1, Math.ceil(graceMs / 1000));
    try {
      if (pod !== undefined) {
        await this.cluster.deletePod(pod, seconds);
        const longest = sleep(seconds * 1000 + STOP_MS, undefined, { ref: false });
        await Promise.race([this.outcome.promise, longest]);
      }
      this.outcome.resolve({ kind: 'signalled', signal: 'SIGKILL' });
    } catch (error) {
      this.outcome.resolve({ kind: 'lost', reason: (error as Error).message });
    }
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectEnvironments } from '../../execution/project-environments.ts';
import type { Ending, Execution, Executor, ProjectOrder, RunOrder, Workplace } from '../executor.ts';
import { launchScript } from './launch-script.ts';
import { processesWith } from './process-table.ts';
import { runEnvironment, runMark } from './run-environment.ts';
import { watchLimits } from './watch-limits.ts';

/** Runs a project's command as processes of this machine, in a group of their own. */
export class ProcessExecutor implements Executor {
  readonly codeFolder = undefined;

  constructor(private readonly environments: Pick<ProjectEnvironments, 'open'>) {}

  prepare(order: ProjectOrder): Promise<Workplace> {
    return this.environments.open(order);
  }

  async start(order: RunOrder): Promise<Execution> {
    const child = spawn('bash', ['-c', launchScript(order.limits), 'millrace-run', order.command], {
      cwd: order.folder,
      env: await runEnvironment(order),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    await once(child, 'spawn');
    return new ProcessExecution(child, order);
  }

  sweep(runId: string): Promise<void> {
    return killMarked(runId);
  }
}

class ProcessExecution implements Execution {
  readonly ended: Promise<Ending>;
  private limit: string | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly order: RunOrder,
  ) {
    this.ended = this.follow();
  }

  async stop(graceMs: number): Promise<void> {
    this.signal('SIGTERM');
    const patience = new AbortController();
    await Promise.race([
      this.ended,
      sleep(graceMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    this.signal('SIGKILL');
    await this.ended;
  }

  private async follow(): Promise<Ending> {
    const { child, order } = this;
    const exited = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
      child.once('exit', (code, signal) => resolve([code, signal]));
    });
    const closed = once(child, 'close');
    const unguarded = once((child.stdio[3] as Readable).resume(), 'close');
    const reading = Promise.all([child.stdout, child.stderr].map((stream) => this.read(stream)));
    const unwatch = watchLimits(child.pid ?? 0, order.scratch, order.limits, (reason) => this.exceed(reason));
    const [code, signal] = await exited;
    unwatch();
    // What the command left in the background ends with it, and so does the guard, which the other end of its descriptor tells.
    this.signal('SIGKILL');
    await Promise.race([unguarded, sleep(200, undefined, { ref: false })]);
    await killMarked(order.runId);
    child.stdio[3]?.destroy();
    await reading;
    await closed;
    if (this.limit !== undefined) return { kind: 'limit', reason: this.limit };
    return code === null ? { kind: 'signalled', signal: signal ?? 'a signal' } : { kind: 'exited', code };
  }

  private async read(stream: NodeJS.ReadableStream | null): Promise<void> {
    if (stream === null) return;
    try {
      for await (const chunk of stream)
        if (this.limit === undefined) await this.order.onOutput(chunk as Buffer);
    } catch (error) {
      this.exceed((error as Error).message);
      stream.resume();
    }
  }

  private exceed(reason: string): void {
    this.limit ??= reason;
    this.signal('SIGKILL');
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // The group has ended.
    }
  }
}

/** Ends what left the group of its run. Some may have been started while others were looked for. */
async function killMarked(runId: string): Promise<void> {
  for (let look = 0; look < 20; look += 1) {
    const found = await processesWith(runMark(runId));
    if (found.length === 0) return;
    for (const pid of found)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    await sleep(20);
  }
}

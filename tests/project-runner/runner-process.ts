import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../packages/database/test/free-port.ts';
import { ROOT } from '../support/server-process.ts';

/** A project runner of its own, as it is built. */
export class RunnerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(environment: Record<string, string>): Promise<RunnerProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(ROOT, 'apps/project-runner/dist/main.js')], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const runner = new RunnerProcess(child, `http://127.0.0.1:${port}`);
    for (let look = 0; look < 200; look += 1) {
      const answer = await fetch(`${runner.url}/health`).catch(() => undefined);
      if (answer?.ok) return runner;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await runner.kill();
    throw new Error('The project runner did not start');
  }

  /** As a crash does it. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

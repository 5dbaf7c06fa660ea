import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './target.ts';

export interface DaemonOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** What it prints is added to this file. */
  readonly log: string;
  /** Whether it does its work by now. */
  readonly ready: () => Promise<boolean>;
}

const START_TIMEOUT_MS = 60_000;

/** A program that is started, ended and started again in the same place. */
export class Daemon implements Target {
  readonly name: string;
  readonly #options: DaemonOptions;
  #child: ChildProcess | undefined;
  ended: Promise<unknown> = Promise.resolve();

  constructor(options: DaemonOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#running() ? this.#child?.pid : undefined;
  }

  async start(): Promise<void> {
    const { command, args, environment, log, ready } = this.#options;
    const child = spawn(command, args, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C reaches us alone, and we stop everything in order.
      detached: true,
    });
    const output = createWriteStream(log, { flags: 'a' });
    child.stdout.pipe(output);
    child.stderr.pipe(output, { end: false });
    this.#child = child;
    this.ended = new Promise((resolve) => child.once('close', resolve));
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (this.#running() && Date.now() < deadline) {
      if (await ready().catch(() => false)) return;
      await sleep(50);
    }
    throw new Error(`${this.name} did not start; ${log} says why`);
  }

  async stop(): Promise<void> {
    if (!this.#running()) return;
    this.#child?.kill('SIGTERM');
    await this.ended;
  }

  #running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }
}

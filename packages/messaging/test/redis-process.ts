import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../database/test/free-port.ts';

/** Whether `redis-server` can be run here. */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A redis-server of one test file's own, with append-only persistence unless told otherwise, which it may kill. */
export class RedisProcess {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  readonly #persistent: boolean;

  private constructor(folder: string, port: number, persistent: boolean) {
    this.#folder = folder;
    this.#port = port;
    this.#persistent = persistent;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start({ persistent = true } = {}): Promise<RedisProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-redis-'));
    const redis = new RedisProcess(folder, await freePort(), persistent);
    await redis.startAgain();
    return redis;
  }

  async crash(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async startAgain(): Promise<void> {
    const child = spawn('redis-server', [
      `--port ${this.#port}`,
      `--bind 127.0.0.1`,
      `--dir ${this.#folder}`,
      ...(this.#persistent ? ['--appendonly yes', '--appendfsync always'] : ['--save', '']),
    ]);
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('Ready to accept connections')) resolve();
      });
    });
  }

  async stop(): Promise<void> {
    await this.crash();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

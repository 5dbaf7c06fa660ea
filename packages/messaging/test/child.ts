import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Harness } from './harness.ts';

/** Another process of the same product, to be killed. */
export interface Child {
  /** What it has sent so far. */
  readonly messages: string[];
  kill(): Promise<void>;
}

/** Runs `script` of this folder in a process of its own, on the harness's store; `args` are in `process.argv` from 3. */
export function startChild(harness: Harness, script: string, args: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { redisUrl, databaseUrl, timeouts } = harness.options;
  const options = JSON.stringify({ redisUrl, databaseUrl, timeouts });
  const process: ChildProcess = fork(path, [options, ...args], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const messages: string[] = [];
  process.on('message', (message) =>
    messages.push(typeof message === 'string' ? message : JSON.stringify(message)),
  );
  const kill = async (): Promise<void> => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    process.kill('SIGKILL');
    await once(process, 'exit');
  };
  harness.afterTest(kill);
  return { messages, kill };
}

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ending, Execution, Executor, RunLimits, Workplace } from '../src/executors/executor.ts';
import { EMPTY_PROJECT } from '../src/mlproject/read-mlproject.ts';

const LIMITS: RunLimits = {
  processes: 64,
  memoryBytes: 1_000_000_000,
  diskBytes: 20_000_000,
  openFiles: 256,
};

export interface Conformant {
  readonly open: () => Executor;
  /** What is left of a run: processes, containers, pods. */
  readonly left: (runId: string) => Promise<readonly (string | number)[]>;
  /** How long a command may take to start, and to be gone. */
  readonly patienceMs: number;
}

/** What every executor must do. */
export function executorConformance(name: string, { open, left, patienceMs }: Conformant): void {
  describe(name, () => {
    const runId = randomBytes(16).toString('hex');
    let executor: Executor;
    let scratch: string;
    let workplace: Workplace;
    let output: string;

    beforeAll(async () => {
      executor = open();
      scratch = await mkdtemp(join(tmpdir(), 'millrace-executor-'));
      await makeCode();
      workplace = await executor.prepare({
        run: { runId, envManager: 'local', executorConfig: {} },
        project: EMPTY_PROJECT,
        folder: join(scratch, 'code'),
        scratch,
        commit: undefined,
        trackingUri: 'http://127.0.0.1:5000',
        onProgress: () => undefined,
      });
    }, 300_000);
    beforeEach(async () => {
      output = '';
      await makeCode();
    });
    afterEach(async () => expect(await left(runId)).toEqual([]));
    afterAll(async () => {
      await workplace.release();
      await rm(scratch, { recursive: true, force: true });
    });

    async function makeCode(): Promise<void> {
      await rm(join(scratch, 'code'), { recursive: true, force: true });
      await mkdir(join(scratch, 'code'));
      await writeFile(join(scratch, 'code/data.txt'), 'of the project');
    }

    async function start(
      command: string,
      onOutput: (chunk: Buffer) => Promise<void> = (chunk) => {
        output += chunk.toString();
        return Promise.resolve();
      },
    ): Promise<Execution> {
      return executor.start({
        runId,
        projectName: 'a project',
        folder: join(scratch, 'code'),
        scratch,
        command,
        variables: { ...workplace.variables, MLFLOW_RUN_ID: runId },
        workplace,
        config: {},
        timeoutSeconds: undefined,
        limits: LIMITS,
        onOutput,
        onProgress: () => undefined,
      });
    }
    async function printed(text: string): Promise<void> {
      for (let look = 0; look < patienceMs / 20 && !output.includes(text); look += 1) await sleep(20);
      expect(output).toContain(text);
    }
    const run = async (command: string): Promise<Ending> => (await start(command)).ended;

    it('tells the exit code, and what was printed', async () => {
      expect(await run('echo out; echo err >&2; echo "at $(pwd): $(cat data.txt)"; exit 7')).toEqual({
        kind: 'exited',
        code: 7,
      });
      expect(output).toContain('out\n');
      expect(output).toContain('err\n');
      expect(output).toContain(`at ${executor.codeFolder ?? join(scratch, 'code')}: of the project\n`);
      expect(await run('true')).toEqual({ kind: 'exited', code: 0 });
      expect(await run('kill -SEGV $$')).toEqual({ kind: 'signalled', signal: 'SIGSEGV' });
    });

    it('gives the command its variables, and nothing of the platform', async () => {
      process.env['AWS_SECRET_ACCESS_KEY'] = 'platform-secret';
      process.env['DATABASE_URL'] = 'postgresql://platform-secret@x/y';
      await run('env; cat /proc/self/environ');
      delete process.env['AWS_SECRET_ACCESS_KEY'];
      delete process.env['DATABASE_URL'];
      expect(output).toContain(`MLFLOW_RUN_ID=${runId}`);
      expect(output).not.toContain('platform-secret');
    });

    it('ends one that ignores SIGTERM, with all that it started', async () => {
      const execution = await start(
        `trap '' TERM; (trap '' TERM; sleep 60) & echo begun; while true; do sleep 1; done`,
      );
      await printed('begun');
      expect(await left(runId)).not.toEqual([]);
      const before = Date.now();
      await execution.stop(300);
      expect(Date.now() - before).toBeLessThan(patienceMs);
      expect(await execution.ended).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
    });

    it('lets one that heeds SIGTERM tidy up', async () => {
      const execution = await start(`trap 'echo tidied; exit 3' TERM; sleep 60 & echo begun; wait`);
      await printed('begun');
      await execution.stop(5000);
      expect(await execution.ended).toEqual({ kind: 'exited', code: 3 });
      expect(output).toContain('tidied');
    });

    it('leaves nothing behind in the background, even in a session of its own', async () => {
      const ending = await run('setsid bash -c "echo begun; sleep 60" & sleep 0.5; exit 0');
      expect(ending).toEqual({ kind: 'exited', code: 0 });
      expect(output).toContain('begun');
    });

    it('ends one that forks without end', async () => {
      const ending = await run('f() { sleep 30 & f; }; f');
      expect(ending).toMatchObject({
        kind: 'limit',
        reason: expect.stringMatching(/processes; it may have 64/),
      });
    });

    it('ends one that fills the disk', async () => {
      const ending = await run('for i in $(seq 100); do head -c 5000000 /dev/zero > f$i; sleep 0.1; done');
      expect(ending).toMatchObject({ kind: 'limit', reason: expect.stringContaining('bytes to disk') });
      expect(await run('head -c 50000000 /dev/zero > one')).not.toEqual({ kind: 'exited', code: 0 });
    });

    it('ends one that takes too much memory', async () => {
      const ending = await run(`python3 -c "import time; x = bytearray(1200000000); time.sleep(30)"`);
      expect(ending).toMatchObject({ kind: 'limit', reason: expect.stringContaining('bytes of memory') });
    });

    it('ends one whose output is refused', async () => {
      let seen = 0;
      const execution = await start('yes', (chunk) => {
        seen += chunk.length;
        return seen > 1_000_000 ? Promise.reject(new Error('It printed too much.')) : Promise.resolve();
      });
      expect(await execution.ended).toEqual({ kind: 'limit', reason: 'It printed too much.' });
      expect(seen).toBeLessThan(3_000_000);
    });

    it('ends what a runner that died has left', async () => {
      const execution = await start('setsid bash -c "echo begun; sleep 60" & sleep 60');
      await printed('begun');
      await executor.sweep(runId);
      expect(await left(runId)).toEqual([]);
      expect((await execution.ended).kind).not.toBe('exited');
    });
  });
}

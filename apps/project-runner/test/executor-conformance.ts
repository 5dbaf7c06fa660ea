import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ending, Execution, Executor, RunLimits } from '../src/executors/executor.ts';

const LIMITS: RunLimits = {
  processes: 64,
  memoryBytes: 1_000_000_000,
  diskBytes: 20_000_000,
  openFiles: 256,
};

/** What every executor must do. */
export function executorConformance(name: string, open: () => Executor): void {
  describe(name, () => {
    let scratch: string;
    let output: string;
    const runId = 'c0ffee'.padEnd(32, '0');

    beforeEach(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'millrace-executor-'));
      await mkdir(join(scratch, 'code'));
      output = '';
    });
    afterEach(() => rm(scratch, { recursive: true, force: true }));

    async function start(
      command: string,
      onOutput: (chunk: Buffer) => Promise<void> = (chunk) => {
        output += chunk.toString();
        return Promise.resolve();
      },
    ): Promise<Execution> {
      return open().start({
        runId,
        folder: join(scratch, 'code'),
        scratch,
        command,
        variables: { MLFLOW_RUN_ID: runId },
        programs: ['/opt/programs'],
        limits: LIMITS,
        onOutput,
      });
    }
    const run = async (command: string): Promise<Ending> => (await start(command)).ended;

    it('tells the exit code, and what was printed', async () => {
      expect(await run('echo out; echo err >&2; pwd; exit 7')).toEqual({ kind: 'exited', code: 7 });
      expect(output).toContain('out\n');
      expect(output).toContain('err\n');
      expect(output).toContain(join(scratch, 'code'));
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
      expect(output).toContain('PATH=/opt/programs:');
      expect(output).not.toContain('platform-secret');
    });

    it('ends one that ignores SIGTERM, with all that it started', async () => {
      const execution = await start(
        `trap '' TERM; echo $$ > pid; (trap '' TERM; sleep 60) & while true; do sleep 1; done`,
      );
      await sleep(300);
      const before = Date.now();
      await execution.stop(300);
      expect(Date.now() - before).toBeLessThan(5000);
      expect(await execution.ended).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
      await expectGone(join(scratch, 'code/pid'));
    });

    it('lets one that heeds SIGTERM tidy up', async () => {
      const execution = await start(`trap 'echo tidied; exit 3' TERM; sleep 60 & wait`);
      await sleep(300);
      await execution.stop(5000);
      expect(await execution.ended).toEqual({ kind: 'exited', code: 3 });
      expect(output).toContain('tidied');
    });

    it('leaves nothing behind in the background, even in a session of its own', async () => {
      await run('setsid bash -c "echo \\$\\$ > pid; sleep 60" & sleep 0.5; exit 0');
      await expectGone(join(scratch, 'code/pid'));
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
  });
}

async function expectGone(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8'));
  expect(pid).toBeGreaterThan(0);
  // One whose parent has ended may stay as a zombie where nobody reaps it.
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => 'x) Z');
  expect(stat.slice(stat.lastIndexOf(')') + 2)[0]).toBe('Z');
}

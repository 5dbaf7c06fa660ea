import { expect, test } from '@jest/globals';
import { executorConformance } from '../../../test/executor-conformance.ts';
import type { Workplace } from '../executor.ts';
import { ProcessExecutor } from './process-executor.ts';
import { processesWith } from './process-table.ts';
import { runMark } from './run-environment.ts';

const workplace: Workplace = {
  manager: 'local',
  programs: ['/opt/programs'],
  variables: {},
  installed: () => Promise.resolve(undefined),
  release: () => Promise.resolve(),
};
const open = (): ProcessExecutor => new ProcessExecutor({ open: () => Promise.resolve(workplace) });

executorConformance('the process executor', {
  open,
  left: (runId) => processesWith(runMark(runId)),
  patienceMs: 5000,
});

test('programs of the environment come first', async () => {
  let output = '';
  const execution = await open().start({
    runId: '0'.repeat(32),
    projectName: undefined,
    folder: '/tmp',
    scratch: '/tmp',
    command: 'echo $PATH',
    variables: {},
    workplace,
    config: {},
    timeoutSeconds: undefined,
    limits: { processes: 64, memoryBytes: 1e9, diskBytes: 1e12, openFiles: 256 },
    onOutput: (chunk) => Promise.resolve(void (output += chunk.toString())),
    onProgress: () => undefined,
  });
  expect(await execution.ended).toEqual({ kind: 'exited', code: 0 });
  expect(output).toMatch(/^\/opt\/programs:/);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { pythonWithMlflow } from '../support/python-client.ts';
import { EXAMPLES, runExample } from './examples.ts';
import { ProjectRuns } from './project-runs.ts';

let millrace: Millrace;
const runs = new ProjectRuns(() => millrace);
beforeAll(async () => {
  millrace = await startMillrace({ environment: { MILLRACE_RUNNER_PYTHON: await pythonWithMlflow() } });
}, 600_000);
afterAll(() => millrace.stop());

test.each(EXAMPLES)(
  'the example $name runs as a process, and logs to the run that it was submitted as',
  async (example) => {
    const { tags } = await runExample(runs, example, '--env-manager', 'local', '--run-name', 'an example');
    expect(tags.get('mlflow.runName')).toBe('an example');
  },
  90_000,
);

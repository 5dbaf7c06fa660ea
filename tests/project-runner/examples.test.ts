import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { pythonWithMlflow } from '../support/python-client.ts';
import { ROOT } from '../support/server-process.ts';

interface Run {
  readonly info: { readonly run_id: string; readonly status: string };
  readonly data: {
    readonly metrics?: { key: string; value: number }[];
    readonly tags: { key: string; value: string }[];
  };
}

let millrace: Millrace;
beforeAll(async () => {
  millrace = await startMillrace({ environment: { MILLRACE_RUNNER_PYTHON: await pythonWithMlflow() } });
}, 600_000);
afterAll(() => millrace.stop());

/** Runs an example with the command as it is built; rejects unless it exits with 0. */
async function runExample(name: string, ...args: string[]): Promise<void> {
  const command = [join(ROOT, 'apps/project-runner/bin/millrace.js'), 'run', '--env-manager', 'local'];
  const env = { ...process.env, MLFLOW_TRACKING_URI: millrace.url };
  await promisify(execFile)(process.execPath, [...command, ...args, join(ROOT, 'examples', name)], { env });
}

async function runs(filter: string): Promise<Run[]> {
  const answer = await fetch(`${millrace.url}/api/2.0/mlflow/runs/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ experiment_ids: ['0'], filter, max_results: 10 }),
  });
  return ((await answer.json()) as { runs?: Run[] }).runs ?? [];
}

it('a project logs to the run that it was submitted as', async () => {
  await runExample('mlproject', '-P', 'slope=4', '--run-name', 'a line');
  const [run] = await runs("attributes.run_name = 'a line'");
  expect(run?.info.status).toBe('FINISHED');
  expect(run?.data.metrics?.[0]).toMatchObject({ key: 'slope', value: expect.closeTo(4, 1) });
}, 60_000);

it('steps of a project are runs below its own', async () => {
  await runExample('multi-step', '--run-name', 'steps');
  const [parent] = await runs("attributes.run_name = 'steps'");
  expect(parent?.data.metrics?.[0]).toMatchObject({ key: 'slope', value: expect.closeTo(3, 1) });
  const steps = await runs(`tags.mlflow.parentRunId = '${parent?.info.run_id}'`);
  const points = steps.map(
    ({ data }) => data.tags.find(({ key }) => key === 'mlflow.project.entryPoint')?.value,
  );
  expect(new Set(points)).toEqual(new Set(['fit', 'make']));
  expect(steps.every(({ info }) => info.status === 'FINISHED')).toBe(true);
}, 90_000);

it('a project trains a model and logs it', async () => {
  await runExample('sklearn', '-P', 'penalty=0.5', '--run-name', 'wine');
  const [run] = await runs("attributes.run_name = 'wine'");
  expect(run?.data.metrics?.[0]).toMatchObject({ key: 'accuracy', value: expect.closeTo(1, 1) });
}, 90_000);

it('a project trains boosted trees, and logs what each round has brought', async () => {
  await runExample('xgboost', '-P', 'rounds=10', '--run-name', 'digits');
  const [run] = await runs("attributes.run_name = 'digits'");
  const metrics = new Map(run?.data.metrics?.map(({ key, value }) => [key, value]));
  expect(metrics.get('accuracy')).toBeGreaterThan(0.85);
  expect(metrics.get('test_loss')).toBeLessThan(1);
}, 90_000);

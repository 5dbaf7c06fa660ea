import { expect } from '@jest/globals';
import type { ProjectRuns, TrackedRun } from './project-runs.ts';

interface Example {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly check: (run: TrackedRun, runId: string, runs: ProjectRuns) => void | Promise<void>;
}

/** What the examples bring, whichever executor runs them; that with an image of its own is for containers only. */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'xgboost',
    parameters: ['rounds=10'],
    check({ metrics }) {
      expect(metrics.get('accuracy')).toBeGreaterThan(0.85);
      expect(metrics.get('test_loss')).toBeLessThan(1);
    },
  },
  {
    name: 'sklearn',
    parameters: ['penalty=0.5'],
    check: ({ metrics }) => expect(metrics.get('accuracy')).toBeCloseTo(1, 1),
  },
  {
    name: 'multi-step',
    parameters: [],
    async check({ metrics }, runId, runs) {
      expect(metrics.get('slope')).toBeCloseTo(3, 1);
      const steps = await runs.search(`tags.mlflow.parentRunId = '${runId}'`);
      const points = steps.map(({ tags }) => tags.get('mlflow.project.entryPoint'));
      expect(points).toHaveLength(2);
      expect(new Set(points)).toEqual(new Set(['fit', 'make']));
      expect(steps.every(({ status }) => status === 'FINISHED')).toBe(true);
    },
  },
  {
    name: 'mlproject',
    parameters: ['slope=4'],
    check: ({ metrics }) => expect(metrics.get('slope')).toBeCloseTo(4, 1),
  },
];

/** Runs an example with the command line, and looks at what it has tracked. */
export async function runExample(
  runs: ProjectRuns,
  { name, parameters, check }: Example,
  ...args: string[]
): Promise<TrackedRun> {
  const given = parameters.flatMap((parameter) => ['-P', parameter]);
  const runId = await runs.runExample(name, ...args, ...given);
  const tracked = await runs.tracked(runId);
  expect(tracked.status).toBe('FINISHED');
  await check(tracked, runId, runs);
  return tracked;
}

import { expect, test } from '@jest/globals';
import type { RunRecord } from '../execution/run-record.ts';
import { compareRuns, isSame } from './compare-runs.ts';
import type { KnownRun } from './run-records.repository.ts';
import type { RunResults } from './run-results.ts';

const RECORD: RunRecord = {
  uri: '/a',
  version: null,
  entry_point: 'main',
  parameters: { alpha: '0.5', rows: 'rows.csv' },
  command: 'python a.py 0.5',
  data: { rows: 'aa' },
  env_manager: 'uv',
  python_version: '3.11.7',
  packages: ['numpy==2.0.0', 'scipy==1.15.0'],
};
const RESULTS: RunResults = {
  metrics: { loss: 'NaN' },
  artifacts: [],
  datasets: [{ name: 'd', digest: 'x' }],
};

const run = (record: Partial<RunRecord>, results: Partial<RunResults> = {}): KnownRun => ({
  record: { ...RECORD, ...record },
  results: { ...RESULTS, ...results },
});
const compare = (record: Partial<RunRecord>, results: Partial<RunResults> = {}): object =>
  compareRuns(run({}), run(record, results));

test('runs that are alike differ in nothing', () => {
  expect(compare({})).toEqual({
    metrics: [],
    parameters: [],
    artifacts: [],
    datasets: [],
    packages: [],
    commit: null,
    source: null,
    image: null,
  });
});

test('what only a newer record has is no difference', () => {
  const { data: _, python_version: __, ...older } = RECORD;
  expect(compareRuns({ record: older, results: RESULTS }, run({}))).toEqual(compare({}));
});

test('each thing that a run was made with is told when it differs, and does not make the results differ', () => {
  const differences = compareRuns(
    run({}),
    run(
      {
        parameters: { alpha: '0.6', rows: 'rows.csv', beta: '1' },
        python_version: '3.12.1',
        packages: ['numpy==2.1.0', 'pandas==3.0.0'],
        data: { rows: 'bb' },
        image_digest: 'sha256:1',
      },
      { datasets: [{ name: 'd', digest: 'y' }] },
    ),
  );
  expect(differences).toMatchObject({
    parameters: [
      { key: 'alpha', original: '0.5', reproduced: '0.6' },
      { key: 'beta', original: null, reproduced: '1' },
    ],
    packages: [
      { name: 'numpy', original: '2.0.0', reproduced: '2.1.0' },
      { name: 'pandas', original: null, reproduced: '3.0.0' },
      { name: 'python', original: '3.11.7', reproduced: '3.12.1' },
      { name: 'scipy', original: '1.15.0', reproduced: null },
    ],
    datasets: [
      { name: 'd', original: 'x', reproduced: 'y' },
      { name: 'rows', original: 'aa', reproduced: 'bb' },
    ],
    image: { original: null, reproduced: 'sha256:1' },
  });
  expect(isSame(differences)).toBe(true);
});

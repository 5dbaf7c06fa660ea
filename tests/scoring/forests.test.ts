import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { pythonWith } from '../support/python-environment.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test("forests that are not handed to joblib answer as scikit-learn's do", async () => {
  const python = await pythonWith('tests/scoring-differential/requirements.txt');
  const { stdout } = await promisify(execFile)(python, [
    join(ROOT, 'tests/scoring/forests_agree.py'),
    join(ROOT, 'apps/model-serving/python'),
  ]);
  const report = JSON.parse(stdout) as Record<string, { same: boolean; joblib: boolean }>;
  const names = Object.keys(report);
  expect(names.filter((name) => !report[name]?.same)).toEqual([]);
  expect(names.filter((name) => report[name]?.joblib)).toEqual([
    'several outputs',
    'many rows',
    'trees of its own',
  ]);
}, 300_000);

import { expect, test } from '@jest/globals';
import type { EntryPoint } from '../../api/projects.ts';
import { checkSweep, EMPTY_SWEEP, ONE, runsOf, type SweepDraft, sweepRequest } from './sweep-draft.ts';

const POINT: EntryPoint = {
  name: 'main',
  command: 'python train.py',
  parameters: [{ name: 'alpha', type: 'float' }],
};
const sweep = (part: Partial<SweepDraft>): SweepDraft => ({ ...EMPTY_SWEEP, ...part });

test('values and ranges make a grid', () => {
  const draft = sweep({
    dimensions: {
      alpha: { ...ONE, kind: 'values', values: '0.1, 0.2,0.1, ' },
      depth: { ...ONE, kind: 'range', min: '2', max: '4', type: 'int' },
      kept: ONE,
    },
    metric: 'loss',
  });
  expect(checkSweep(draft, POINT)).toEqual({});
  expect(runsOf(draft)).toBe(6);
  expect(sweepRequest(draft)).toEqual({
    method: 'grid',
    space: { alpha: { values: ['0.1', '0.2'] }, depth: { min: 2, max: 4, scale: 'linear', type: 'int' } },
    concurrency: 4,
    metric: { name: 'loss', goal: 'minimize' },
  });
  expect(runsOf({ ...draft, method: 'random' })).toBe(10);
});

test('what is wrong stands with its parameter', () => {
  const wrong = (dimension: Partial<typeof ONE>): string | undefined =>
    checkSweep(sweep({ dimensions: { alpha: { ...ONE, ...dimension } } }), POINT)['sweep.space.alpha'];
  expect(wrong({ kind: 'values', values: ' , ' })).toMatch('separated by commas');
  expect(wrong({ kind: 'values', values: '1, much' })).toMatch('must be a number');
  expect(wrong({ kind: 'range', min: '1', max: '' })).toMatch('as numbers');
  expect(wrong({ kind: 'range', min: '2', max: '1' })).toMatch('more than the most');
  expect(wrong({ kind: 'range', min: '0', max: '1', scale: 'log' })).toMatch('above 0');
  expect(checkSweep(EMPTY_SWEEP, POINT)).toHaveProperty(['sweep.space']);
});

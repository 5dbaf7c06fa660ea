import { expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import type { SearchRuns } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { RunSearchPlans } from './run-search-plans.ts';

type Request = MessageOf<typeof SearchRuns>;

const request = (parts: Partial<Request> = {}): Request => ({
  experiment_ids: ['1'],
  order_by: ['metrics.loss DESC'],
  filter: "params.lr = '3'",
  ...parts,
});

test('the plan of a search that comes again is the same one', () => {
  const plans = new RunSearchPlans();
  const plan = plans.of(request());
  expect(plans.of(request())).toBe(plan);
  const [comparison] = plan.narrowing;
  if (!comparison) throw new Error('nothing narrows the search');
  expect(plan.narrowedBy(comparison)).toBe(plan.narrowedBy(comparison));
  expect(plan.narrowedBy(comparison).text).not.toBe(plan.whole.text);
});

test.each<[string, Partial<Request>]>([
  ['experiments', { experiment_ids: ['2'] }],
  ['filter', { filter: "params.lr = '4'" }],
  ['order', { order_by: ['metrics.loss'] }],
  ['view', { run_view_type: 'ALL' }],
  ['page size', { max_results: 7 }],
])('one that differs in its %s has a plan of its own', (_, parts) => {
  const plans = new RunSearchPlans();
  const plan = plans.of(request());
  const other = plans.of(request(parts));
  expect([other.whole.text, ...other.whole.values]).not.toEqual([plan.whole.text, ...plan.whole.values]);
});

test('what is wrong is told each time', () => {
  const plans = new RunSearchPlans();
  for (let time = 0; time < 2; time += 1)
    expect(() => plans.of(request({ filter: 'nonsense' }))).toThrow(MlflowError);
});

test('later pages and the plans that were asked for longest ago are not kept', () => {
  const plans = new RunSearchPlans();
  const first = plans.of(request());
  const again = plans.of(request({ max_results: 1 }));
  for (let size = 2; size <= 200; size += 1) {
    plans.of(request({ max_results: 1 }));
    plans.of(request({ max_results: size }));
  }
  expect(plans.of(request({ max_results: 1 }))).toBe(again);
  expect(plans.of(request())).not.toBe(first);
});

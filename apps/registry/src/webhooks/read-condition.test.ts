import { expect, it } from '@jest/globals';
import { readCondition } from './read-condition.ts';
import { checkEvents, type Event, readEvent } from './webhook-event.ts';

const THRESHOLD = { metric_key: 'accuracy', comparator: '>=', value: 0.9 };

it('reads thresholds, with and without an experiment', () => {
  expect(readCondition('metric', THRESHOLD)).toEqual(THRESHOLD);
  expect(readCondition('metric', { ...THRESHOLD, experiment_id: '7' })).toEqual({
    ...THRESHOLD,
    experiment_id: 7,
  });
  expect(readCondition('metric', { ...THRESHOLD, experiment_id: 7, value: -0 })).toEqual({
    ...THRESHOLD,
    experiment_id: 7,
    value: 0,
  });
  expect(readCondition('run', { experiment_id: '0' })).toEqual({ experiment_id: 0 });
  expect(readCondition('run', {})).toBeUndefined();
  expect(readCondition('experiment', undefined)).toBeUndefined();
});

it.each([
  ['metric', undefined, "needs a 'condition'"],
  ['metric', 'accuracy', "'condition' must be an object"],
  ['metric', [THRESHOLD], "'condition' must be an object"],
  ['metric', { ...THRESHOLD, metric_key: undefined }, 'condition.metric_key'],
  ['metric', { ...THRESHOLD, metric_key: '' }, 'condition.metric_key'],
  ['metric', { ...THRESHOLD, metric_key: 'x'.repeat(251) }, 'condition.metric_key'],
  ['metric', { ...THRESHOLD, metric_key: 'a\nb' }, 'condition.metric_key'],
  ['metric', { ...THRESHOLD, metric_key: '../a' }, 'condition.metric_key'],
  ['metric', { ...THRESHOLD, comparator: '=' }, "'condition.comparator' must be one of >, >=, <, <="],
  ['metric', { ...THRESHOLD, comparator: 1 }, 'condition.comparator'],
  ['metric', { ...THRESHOLD, value: 'NaN' }, 'condition.value'],
  ['metric', { ...THRESHOLD, value: null }, 'condition.value'],
  ['metric', { ...THRESHOLD, experiment_id: 'x' }, 'condition.experiment_id'],
  ['metric', { ...THRESHOLD, experiment_id: -1 }, 'condition.experiment_id'],
  ['metric', { ...THRESHOLD, experiment_id: '99999999999' }, 'condition.experiment_id'],
  ['metric', { ...THRESHOLD, metrics_key: 'a' }, "has no field 'metrics_key'"],
  ['run', THRESHOLD, "has no field 'metric_key'; it takes experiment_id"],
  ['experiment', { experiment_id: '1' }, 'it takes none'],
])('refuses %s %j', (entity, condition, message) => {
  expect(() => readCondition(entity, condition as never)).toThrow(message);
});

it('takes no notice of a condition where MLflow would not', () => {
  const event = readEvent({ entity: 'REGISTERED_MODEL', action: 'CREATED', condition: 'anything' });
  expect(event).toEqual({ entity: 'registered_model', action: 'created' });
});

it('tells events apart by their conditions', () => {
  const crossed = (value: number): Event =>
    readEvent({ entity: 'METRIC', action: 'CROSSED', condition: { ...THRESHOLD, value } });
  expect(() => checkEvents([crossed(0.8), crossed(0.9)])).not.toThrow();
  expect(() => checkEvents([crossed(0.9), crossed(0.9)])).toThrow('distinct');
  expect(() => checkEvents(Array.from({ length: 101 }, (_, index) => crossed(index)))).toThrow(
    'at most 100 events',
  );
});

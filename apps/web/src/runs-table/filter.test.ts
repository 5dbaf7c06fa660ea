import { describe, expect, test } from '@jest/globals';
import { complete } from './filter-completion.ts';
import { findFault, isExpression } from './filter-parser.ts';

describe('faults', () => {
  test.each([
    '',
    'metrics.loss < 0.5',
    "metrics.`val loss` >= -1e-3 AND params.lr = '0.1'",
    "(params.opt = 'adam' OR NOT tags.\"my key\" ILIKE '%x%') AND status != 'FAILED'",
    "run_id IN ('a', 'b') and tags.x IS NOT NULL",
    'attributes.start_time > 1700000000000',
    "datasets.name = 'mnist'",
  ])('%s has none', (filter) => {
    expect(findFault(filter)).toBeUndefined();
  });

  test.each([
    ['metrics.loss <', 14, 'number is missing'],
    ["metrics.loss < '1'", 15, 'without quotes'],
    ['params.lr = 0.1', 12, "Put the value in quotes: '0.1'"],
    ['loss < 1', 0, 'no attribute loss'],
    ['metrix.loss < 1', 0, 'not metrix'],
    ['(metrics.a = 1', 0, 'never closed'],
    ['metrics.a = 1)', 13, 'never opened'],
    ['metrics.a = 1 metrics.b = 2', 14, 'AND or OR'],
    ["tags.a = 'x", 9, 'never closed'],
    ["metrics.a LIKE '1'", 10, 'Metrics are numbers'],
    ['tags.a IS x', 10, 'NULL'],
  ])('%s is at %i', (filter, from, message) => {
    const fault = findFault(filter);
    expect([fault?.from, fault?.message]).toEqual([from, expect.stringContaining(message)]);
  });
});

test('words without a comparison are no expression', () => {
  expect(isExpression('resnet 50')).toBe(false);
  expect(isExpression('a = 1')).toBe(true);
});

describe('completions', () => {
  const keys = { metrics: ['loss', 'val loss'], params: ['lr'], tags: ['team'] };
  const at = (text: string): ReturnType<typeof complete> => complete(text, text.length, keys);
  test('of fields, the likeliest first', () => {
    expect(at('lo').options).toEqual(['metrics.loss', 'metrics.`val loss`']);
    expect(at("params.lr = '1' AND te").options[0]).toBe('tags.team');
    expect(at('metrics.').options).toEqual(['metrics.loss', 'metrics.`val loss`']);
  });
  test('of operators', () => {
    expect(at('metrics.loss ').options).toContain('<=');
    expect(at('params.lr L').options).toEqual(['LIKE']);
  });
  test('of values', () => {
    expect(at("params.lr = '0").valuesOf).toEqual({ kind: 'PARAM', key: 'lr' });
    expect(at("params.lr = '0").prefix).toBe('0');
    expect(at('status = ').options).toContain("'FINISHED'");
    expect(at("attributes.status = 'FA").options).toEqual(["'FAILED'"]);
  });
  test('of what joins', () => {
    expect(at("params.lr = '1' ").options).toEqual(['AND', 'OR']);
  });
});

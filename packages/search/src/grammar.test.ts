import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import { evaluationDatasetGrammar, parseEvaluationDatasetOrder } from './entities/evaluation-dataset.ts';
import { experimentGrammar } from './entities/experiment.ts';
import { loggedModelGrammar } from './entities/logged-model.ts';
import { modelVersionGrammar } from './entities/model-version.ts';
import {
  parseExperimentOrder,
  parseModelVersionOrder,
  parseRegisteredModelOrder,
  parseRunOrder,
} from './entities/orders.ts';
import { registeredModelGrammar } from './entities/registered-model.ts';
import { runGrammar } from './entities/run.ts';
import { parseTraceOrder, traceGrammar } from './entities/trace.ts';
import { comparisonsOf, type Filter, isNumber, type Value } from './filter.ts';
import type { Grammar } from './grammar.ts';
import { parseFilter } from './parse-filter.ts';
import type { OrderBy } from './parse-order-by.ts';

type Recorded = readonly [kind: string, text: string, outcome: Record<string, unknown>];
const recorded = JSON.parse(
  readFileSync(new URL('../test/recorded.json', import.meta.url), 'utf8'),
) as Recorded[];

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  run: runGrammar,
  experiment: experimentGrammar,
  'registered-model': registeredModelGrammar,
  'model-version': modelVersionGrammar,
  'logged-model': loggedModelGrammar,
  trace: traceGrammar,
  'evaluation-dataset': evaluationDatasetGrammar,
};
const ORDERS: Readonly<Record<string, (clauses: string[]) => OrderBy[]>> = {
  run: parseRunOrder,
  experiment: parseExperimentOrder,
  'registered-model': parseRegisteredModelOrder,
  'model-version': parseModelVersionOrder,
  trace: parseTraceOrder,
  'evaluation-dataset': parseEvaluationDatasetOrder,
};

const EXTENDED = /(?:^|\bAND\b)\s*(?:\(|NOT\b)|\bOR\b/i;

/** MLflow keeps the digits of metrics, and makes numbers of the rest. */
function plain(value: Value, type: string): unknown {
  if (!isNumber(value)) return value;
  return type === 'metric' ? value.digits : Number(value.digits);
}

function isExtended(filter: Filter): boolean {
  return filter.kind !== 'and' || filter.parts.some((part) => part.kind !== 'comparison');
}

function attempt(work: () => Record<string, unknown>): Record<string, unknown> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MlflowError) || error.httpStatus !== 400) throw error;
    return { error: error.message };
  }
}

function outcome(kind: string, text: string): Record<string, unknown> {
  const [mode, entity = ''] = kind.split(' ');
  if (mode === 'order') return attempt(() => ({ ...ORDERS[entity]?.([text])[0] }));
  const grammar = GRAMMARS[entity] as Grammar;
  return attempt(() => {
    const filter = parseFilter(grammar, text);
    if (isExtended(filter)) return { extended: true };
    const clauses = comparisonsOf(filter);
    const refused = attempt(() => {
      for (const clause of clauses) grammar.check(clause);
      return {};
    });
    return {
      clauses: clauses.map(({ type, key, comparator, value }) => ({
        type,
        key,
        comparator,
        value: plain(value, type),
      })),
      ...('error' in refused ? { refused } : {}),
    };
  });
}

describe('every recorded answer of the parser of MLflow 3.17.2', () => {
  for (const kind of new Set(recorded.map(([each]) => each)))
    test(kind, () => {
      const wrong = [];
      for (const [, text, expected] of recorded.filter(([each]) => each === kind)) {
        const actual = outcome(kind, text);
        // Where MLflow refuses, Millrace may understand OR, NOT and parentheses; where MLflow fails, it need only refuse.
        if (('extended' in actual || EXTENDED.test(text)) && !('clauses' in expected)) continue;
        if ('failure' in expected) continue;
        if ('refused' in expected && 'error' in actual && text !== '') continue;
        if (failed(expected['refused']) && 'refused' in actual) continue;
        if (JSON.stringify(actual) !== JSON.stringify(sorted(expected)))
          wrong.push({ text, expected, actual });
      }
      expect(wrong).toEqual([]);
    });
});

function failed(refused: unknown): boolean {
  return typeof refused === 'object' && refused !== null && 'failure' in refused;
}

/** The fields in the order that `outcome` has them. */
function sorted(expected: Record<string, unknown>): Record<string, unknown> {
  const clauses = expected['clauses'] as { type: string; key: string; comparator: string; value: unknown }[];
  if (!clauses) return expected;
  const { refused } = expected;
  return {
    clauses: clauses.map(({ type, key, comparator, value }) => ({ type, key, comparator, value })),
    ...(refused ? { refused } : {}),
  };
}

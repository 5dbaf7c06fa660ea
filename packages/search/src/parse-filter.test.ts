import { describe, expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import fc from 'fast-check';
import { runGrammar } from './entities/run.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

const parse = (text: string): Filter => parseFilter(runGrammar, text);

/** A filter in a notation of its own: `(a | (b & !c))`, a clause by its key. */
function shape(filter: Filter): string {
  if (filter.kind === 'comparison') return filter.key;
  if (filter.kind === 'not') return `!${shape(filter.part)}`;
  const parts = filter.parts.map(shape);
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(filter.kind === 'or' ? ' | ' : ' & ')})`;
}

const clause = (key: string): string => `params.${key} = 'x'`;
/** `a`, `b` and `c` stand for clauses. */
const written = (text: string): string => text.replace(/\b[abc]\b/g, clause);

describe('OR, NOT and parentheses', () => {
  test.each([
    ['a OR b', '(a | b)'],
    ['a or b AND c', '(a | (b & c))'],
    ['a AND b OR c', '((a & b) | c)'],
    ['(a OR b) AND c', '((a | b) & c)'],
    ['a AND (b OR c)', '(a & (b | c))'],
    ['NOT a AND b', '(!a & b)'],
    ['NOT (a AND b)', '!(a & b)'],
    ['not(a) and(b)', '(!a & b)'],
    ['NOT NOT a', '!!a'],
    ['((a))', 'a'],
    ['a OR NOT(b OR c)', '(a | !(b | c))'],
    ["a OR run_id IN ('x', 'y')", '(a | run_id)'],
    ["run_id NOT IN ('x') OR NOT b", '(run_id | !b)'],
    ['a OR params.z IS NOT NULL', '(a | z)'],
  ])('%s', (text, expected) => expect(shape(parse(written(text)))).toBe(expected));

  test('words of quoted text and of keys are no operators', () => {
    expect(shape(parse("params.or = 'a OR b' OR params.`not` = '(x)'"))).toBe('(or | not)');
  });

  test.each([
    ['a OR', "Invalid clause(s) in filter string: 'OR'"],
    ['OR a', "Invalid clause(s) in filter string: 'OR'"],
    ['(a', "Invalid clause(s) in filter string: '('"],
    ['a OR b)', "Invalid clause(s) in filter string: 'OR', ')'"],
    ['a OR OR b', "Invalid clause(s) in filter string: 'OR', 'OR'"],
    ['a AND NOT', "Invalid clause(s) in filter string: 'NOT'"],
  ])('%s is refused in the words of MLflow', (text, message) =>
    expect(() => parse(written(text))).toThrow(new MlflowError('INVALID_PARAMETER_VALUE', message)),
  );

  test('a clause that is wrong is blamed, not the parentheses', () => {
    expect(() => parse("(params.a = 'x' OR nosuch = 'y')")).toThrow(/^Invalid attribute key 'nosuch'/);
  });
});

/** Milliseconds of the processor that a filter takes to be understood or refused. */
function cost(text: string): number {
  const before = process.cpuUsage();
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof MlflowError) || error.httpStatus !== 400) throw error;
  }
  return process.cpuUsage(before).user / 1000;
}

describe('the cost of a filter is bounded', () => {
  const long = (part: string): string => part.repeat(Math.ceil(100_000 / part.length));
  test.each([
    ['parentheses', '('.repeat(10_000) + clause('a') + ')'.repeat(10_000)],
    ['parentheses that never close', '('.repeat(100_000)],
    ['NOT', 'NOT '.repeat(9_000) + clause('a')],
    ['NOT without an end', long('NOT ')],
    ['OR', Array.from({ length: 1_400 }, () => clause('a')).join(' OR ')],
    ['comparisons of comparisons', long('a = ')],
    ['dots', long('a.')],
    ['open quotes', long("'\\'")],
    ['doubled quotes', long("''")],
    ['mixed quotes', long(`'"\`´`)],
    ['open brackets', long('[a')],
    ['comments that never close', long('/* ')],
    ['spaces', `params.a${' '.repeat(100_000)}= 'x'`],
    ['a long word', `params.${long('a')} = 'x'`],
    ['a long number', `metrics.a > ${long('1')}`],
    ['a long list', `run_id IN (${long("'a',")})`],
    ['a long text', `params.a LIKE '${long('%a')}'`],
    ['keywords of several words', long('LEFT OUTER ')],
    ['semicolons', long(';')],
    ['brackets in a list', `run_id IN ${'('.repeat(90)}'a'${')'.repeat(90)}`],
  ])('%s', (_, text) => expect(cost(text)).toBeLessThan(2_000));

  test('any text is understood or refused with a 400', () => {
    const words = `params.a metrics.b status 'x' "y" \`z\` 1 -.5e3 = != > LIKE IN ( ) , AND OR NOT IS NULL ; -- /* ' " . [ ] ::`;
    const word = fc.constantFrom(...words.split(' '), ' ', '\n');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map((each) => each.join(' ')),
        ),
        (text) => {
          cost(text);
        },
      ),
      { numRuns: 300 },
    );
  });
});

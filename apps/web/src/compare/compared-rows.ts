import { ownTags } from '../api/key-values.ts';
import type { Run } from '../api/runs.ts';
import { formatNumber } from '../format/numbers.ts';
import { formatDuration, formatTime } from '../format/times.ts';
import { RUN_TAGS } from '../run/run-tags.ts';

export type ComparedSection = 'About' | 'Parameters' | 'Metrics' | 'Tags';

/** One key with what each run has for it. */
export interface ComparedRow {
  readonly section: ComparedSection;
  readonly key: string;
  /** In the runs' order, as they are read; undefined where a run has none. */
  readonly texts: readonly (string | undefined)[];
  /** Numbers, where they are to be reckoned with. */
  readonly numbers?: readonly (number | undefined)[];
  readonly differs: boolean;
  /** Of each run, whether its text stands out: from what more than half of them have, or among a few of which each is its own. */
  readonly marks: readonly boolean[];
}

/** Every key that any of the runs has, section by section, each with all values. */
export function comparedRows(runs: readonly Run[]): ComparedRow[] {
  return [
    ...about(runs),
    ...keysOf(runs.map(({ params }) => Object.keys(params))).map((key) =>
      row(
        'Parameters',
        key,
        runs.map(({ params }) => params[key]),
      ),
    ),
    ...keysOf(runs.map(({ metrics }) => Object.keys(metrics))).map((key) => {
      const numbers = runs.map(({ metrics }) => metrics[key]?.value);
      const texts = numbers.map((value) => (value === undefined ? undefined : formatNumber(value)));
      // What reads the same may differ behind the fifth digit.
      return { ...row('Metrics', key, texts), numbers, differs: areDifferent(numbers) };
    }),
    ...keysOf(runs.map(({ tags }) => ownTags(tags).map(([key]) => key))).map((key) =>
      row(
        'Tags',
        key,
        runs.map(({ tags }) => tags[key]),
      ),
    ),
  ];
}

const TIMES = new Set(['Started', 'Duration']);

function about(runs: readonly Run[]): ComparedRow[] {
  const facts: [string, (run: Run) => string | undefined][] = [
    ['Status', ({ status }) => status.toLowerCase()],
    ['Started', ({ startMs }) => formatTime(startMs)],
    ['Duration', ({ startMs, endMs }) => (endMs === undefined ? undefined : formatDuration(endMs - startMs))],
    ['User', ({ user, tags }) => user || tags[RUN_TAGS.user]],
    ['Source', ({ tags }) => tags[RUN_TAGS.sourceName]],
    ['Commit', ({ tags }) => tags[RUN_TAGS.commit]?.slice(0, 10)],
    [
      'Datasets',
      ({ datasets }) => datasets.map(({ name, digest }) => `${name} (${digest})`).join(', ') || undefined,
    ],
  ];
  return (
    facts
      .map(([key, fact]) => row('About', key, runs.map(fact)))
      // That runs started at different times says nothing.
      .map((each) => (TIMES.has(each.key) ? { ...each, marks: runs.map(() => false) } : each))
      .filter(({ texts }) => texts.some((text) => text !== undefined))
  );
}

function row(section: ComparedSection, key: string, texts: readonly (string | undefined)[]): ComparedRow {
  return { section, key, texts, differs: areDifferent(texts), marks: marksOf(texts) };
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

const keysOf = (lists: readonly (readonly string[])[]): string[] =>
  [...new Set(lists.flat())].toSorted(COLLATOR.compare);

/** NaN is like NaN; a value is unlike none. */
const areDifferent = (values: readonly unknown[]): boolean =>
  values.some((value) => !Object.is(value, values[0]));

/** Among more runs than these, values that are all over the place are not marked: all would be. */
const FEW = 3;

function marksOf(texts: readonly (string | undefined)[]): boolean[] {
  const counts = new Map<string | undefined, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const usual = [...counts].find(([, count]) => count > texts.length / 2);
  if (usual) return texts.map((text) => text !== usual[0]);
  return texts.map(() => texts.length <= FEW);
}

/** By how much a value is off another: `+12 %`, `−0.5 %`; nothing where that says nothing. */
export function differenceText(value: number | undefined, base: number | undefined): string | undefined {
  if (value === undefined || base === undefined || value === base) return undefined;
  const part = ((value - base) / Math.abs(base)) * 100;
  if (!Number.isFinite(part)) return undefined;
  const size = Math.abs(part);
  const text = size >= 1000 ? formatNumber(Math.round(size)) : Number(size.toPrecision(2)).toString();
  return `${part < 0 ? '−' : '+'}${text} %`;
}

import { readStored, writeStored } from '../app/stored.ts';

/** Told apart from each other, with 3:1 or more on light ground and on dark. The first twelve are the strongest. */
export const RUN_COLORS: readonly string[] = [
  '#0e7c93',
  '#d9722b',
  '#6b5fd3',
  '#2f9156',
  '#c8416b',
  '#a0872b',
  '#3a7bd5',
  '#9a5b3c',
  '#9a4fb8',
  '#4d8f8b',
  '#d0493f',
  '#6f8f2f',
  '#a878f0',
  '#f0609c',
  '#b484a8',
  '#786084',
  '#546c48',
  '#1f7a2a',
  '#7890cc',
  '#907878',
];

const FIRST = RUN_COLORS[0] as string;
const COLOR = /^#[0-9a-f]{6}$/i;

export type ChosenColors = Readonly<Record<string, string>>;

/**
 * The colour of each of the runs that are drawn together: the one that was chosen for it; else the one it had `before`, unless a run
 * further up has that now; else one that fewest of them have. So the first twenty differ, and a run keeps its colour as long as
 * it can.
 */
export function assignColors(
  runIds: readonly string[],
  chosen: ChosenColors,
  before: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const uses = new Map(RUN_COLORS.map((color) => [color, 0]));
  const colors = new Map<string, string>();
  const give = (runId: string, color: string): void => {
    colors.set(runId, color);
    if (uses.has(color)) uses.set(color, (uses.get(color) ?? 0) + 1);
  };
  const least = (): number => Math.min(...uses.values());
  for (const runId of runIds) {
    const own = chosenColor(runId, chosen);
    if (own !== undefined) give(runId, own);
  }
  for (const runId of runIds) {
    const had = before.get(runId);
    if (!colors.has(runId) && had !== undefined && uses.get(had) === least()) give(runId, had);
  }
  for (const runId of runIds)
    if (!colors.has(runId)) give(runId, RUN_COLORS.find((color) => uses.get(color) === least()) ?? FIRST);
  return new Map(runIds.map((runId) => [runId, colors.get(runId) ?? FIRST]));
}

/** The colour that someone chose for a run, if it is one: it comes from what was saved. */
export function chosenColor(runId: string, chosen: ChosenColors): string | undefined {
  const own = Object.hasOwn(chosen, runId) ? chosen[runId] : undefined;
  return own !== undefined && COLOR.test(own) ? own : undefined;
}

const KEY = 'run-colors';
const MOST_REMEMBERED = 1_000;

/** The colours that runs had last, in whatever page: the latest at the end. Read once, kept in this browser. */
let remembered: Map<string, string> | undefined;

/** Assigns colours and remembers them, so that a run has the same in the table, in charts and where it is compared. */
export function colorsOfRuns(
  runIds: readonly string[],
  chosen: ChosenColors = {},
): ReadonlyMap<string, string> {
  remembered ??= readRemembered();
  const colors = assignColors(runIds, chosen, remembered);
  if ([...colors].every(([runId, color]) => remembered?.get(runId) === color)) return colors;
  for (const [runId, color] of colors) {
    remembered.delete(runId);
    remembered.set(runId, color);
  }
  for (const runId of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(runId);
  }
  writeStored(KEY, [...remembered]);
  return colors;
}

function readRemembered(): Map<string, string> {
  const kept = readStored(KEY);
  const pairs = Array.isArray(kept) ? (kept as unknown[]) : [];
  return new Map(
    pairs.filter(
      (pair): pair is [string, string] =>
        Array.isArray(pair) && typeof pair[0] === 'string' && RUN_COLORS.includes(pair[1] as string),
    ),
  );
}

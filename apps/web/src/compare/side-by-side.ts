import { diffLines } from 'diff';

/** A line as two texts have it; undefined on the side that has none there. */
export interface SideBySide {
  readonly left: DiffLine | undefined;
  readonly right: DiffLine | undefined;
  readonly isSame: boolean;
}

export interface DiffLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** Beyond so much work a difference is not looked for: the texts have little in common. */
const MOST_WORK_MS = 2_000;

/** Two texts line by line, the lines that they share beside each other; undefined when that takes too long to find. */
export function sideBySide(before: string, after: string): SideBySide[] | undefined {
  const changes = diffLines(before, after, { timeout: MOST_WORK_MS });
  if (changes === undefined) return undefined;
  const rows: SideBySide[] = [];
  let [left, right] = [0, 0];
  let removed: DiffLine[] = [];
  const flush = (added: readonly DiffLine[] = []): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      rows.push({ left: removed[index], right: added[index], isSame: false });
    removed = [];
  };
  for (const { value, added: isAdded, removed: isRemoved } of changes) {
    const lines = value.replace(/\n$/, '').split('\n');
    if (isRemoved) removed = lines.map((text) => ({ number: ++left, text }));
    else if (isAdded) flush(lines.map((text) => ({ number: ++right, text })));
    else {
      flush();
      for (const text of lines)
        rows.push({ left: { number: ++left, text }, right: { number: ++right, text }, isSame: true });
    }
  }
  flush();
  return rows;
}

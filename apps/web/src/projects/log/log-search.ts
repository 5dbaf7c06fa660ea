import type { LogLines } from './log-lines.ts';

/** The lines of a log that contain a text. What was looked through once is not looked through again as the log grows. */
export class LogSearch {
  private readonly wanted: string;
  private found: number[] = [];
  private next = 0;

  constructor(text: string) {
    this.wanted = text.toLowerCase();
  }

  /** The numbers of the lines that fit, ascending. */
  lines(log: LogLines): readonly number[] {
    if (this.wanted === '') return [];
    // The last line may have grown since.
    const again = Math.max(log.first, this.next - 1);
    this.found = this.found.filter((number) => number >= log.first && number < again);
    for (let number = again; number < log.end; number += 1)
      if (log.plain(number).toLowerCase().includes(this.wanted)) this.found.push(number);
    this.next = log.end;
    return this.found;
  }
}

/** Where a text occurs in another: as pairs of begin and end, ascending. */
export function occurrences(text: string, wanted: string): (readonly [begin: number, end: number])[] {
  if (wanted === '') return [];
  const found: (readonly [number, number])[] = [];
  const lower = text.toLowerCase();
  const part = wanted.toLowerCase();
  for (let at = lower.indexOf(part); at >= 0; at = lower.indexOf(part, at + part.length))
    found.push([at, at + part.length]);
  return found;
}

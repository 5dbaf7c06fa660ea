import { type AnsiSpan, type AnsiStyle, PLAIN, plainText, readAnsi } from './ansi.ts';

/** Browsers do not scroll further than some millions of pixels. */
const MOST_LINES = 400_000;
/** Dropped at once: dropping is the dearer the more often it is done. */
const DROPPED_LINES = 50_000;
/** What nobody reads to its end makes a page slow. */
const LONGEST_LINE = 4_000;

/** The lines of a log that grows at its end. Lines are numbered from 0; of a very long log only the last are kept. */
export class LogLines {
  private texts: string[] = [''];
  /** How each line begins. */
  private begins: AnsiStyle[] = [PLAIN];
  /** The number of the first line that is kept. */
  first = 0;

  /** The number after the last line's. The piece after the last line break is a line as soon as there is something in it. */
  get end(): number {
    return this.first + this.texts.length - (this.texts.at(-1) === '' ? 1 : 0);
  }

  append(text: string): void {
    const [rest = '', ...lines] = text.split('\n');
    const last = this.texts.length - 1;
    this.texts[last] += rest;
    for (const line of lines) {
      this.begins.push(this.endOf(this.texts.length - 1));
      this.texts.push(line);
    }
    if (this.texts.length <= MOST_LINES) return;
    const dropped = this.texts.length - MOST_LINES + DROPPED_LINES;
    this.texts = this.texts.slice(dropped);
    this.begins = this.begins.slice(dropped);
    this.first += dropped;
  }

  /** A line's text, as it is searched. */
  plain(number: number): string {
    return plainText(this.texts[number - this.first] ?? '');
  }

  /** A line in its colours, and how many characters at its end are left out. */
  spans(number: number): { readonly spans: readonly AnsiSpan[]; readonly omitted: number } {
    const index = number - this.first;
    const text = this.texts[index] ?? '';
    const { spans } = readAnsi(text.slice(0, LONGEST_LINE), this.begins[index] ?? PLAIN);
    return { spans, omitted: Math.max(0, text.length - LONGEST_LINE) };
  }

  private endOf(index: number): AnsiStyle {
    const text = this.texts[index] ?? '';
    const begin = this.begins[index] ?? PLAIN;
    return text.includes('\x1b') ? readAnsi(text, begin).end : begin;
  }
}

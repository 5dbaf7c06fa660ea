import { randomBytes } from 'node:crypto';
import type { RunEvent } from './run-event.ts';

const MAX_CHARACTERS = 16_000_000;

/** The last events, numbered: a reader whose connection broke off gets those that it missed. */
export class RecentEvents {
  private readonly process = randomBytes(6).toString('hex');
  private readonly kept: (RunEvent & { readonly number: number })[] = [];
  private characters = 0;
  /** Of the last event. */
  number = 0;

  /** Numbers and keeps an event. Returns its id. */
  add(event: RunEvent): string {
    this.number += 1;
    this.kept.push({ ...event, number: this.number });
    this.characters += event.text.length;
    while (this.characters > MAX_CHARACTERS) this.characters -= this.kept.shift()?.text.length ?? 0;
    return this.idOf(this.number);
  }

  idOf(number: number): string {
    return `${this.process}-${number}`;
  }

  /** The number in an id of this process whose following events are all kept; undefined for any other id. */
  numberIn(id: string): number | undefined {
    const [process, digits = ''] = id.split('-');
    if (process !== this.process || !/^\d{1,15}$/.test(digits)) return undefined;
    const number = Number(digits);
    const isKept = number >= (this.kept[0]?.number ?? this.number + 1) - 1;
    return isKept && number <= this.number ? number : undefined;
  }

  /** The events behind that number, with their ids. */
  *behind(number: number): Generator<RunEvent & { readonly id: string }> {
    for (const event of this.kept) if (event.number > number) yield { ...event, id: this.idOf(event.number) };
  }
}

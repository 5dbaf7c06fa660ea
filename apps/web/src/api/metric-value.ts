/** A metric's value on the wire: a number, or a word for what JSON has no number for. */
export type WireNumber = number | 'NaN' | 'Infinity' | '-Infinity';

export function numberOf(value: WireNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

import type { ScoringReply } from '../scorers/scorer.ts';

/** Numbers that differ by less come from another order of additions, not from another model. */
const TOLERANCE = 1e-6;

/** Whether two answers say the same: byte for byte, or as JSON whose numbers are as good as equal. */
export function isSameAnswer(one: ScoringReply, other: ScoringReply): boolean {
  if (one.status !== other.status) return false;
  const [first, second] = [String(one.body), String(other.body)];
  if (first === second) return true;
  try {
    return isSameValue(JSON.parse(first), JSON.parse(second));
  } catch {
    return false;
  }
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number')
    return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [entries, others] = [Object.entries(one), other as Record<string, unknown>];
  return (
    entries.length === Object.keys(others).length &&
    entries.every(([key, value]) => Object.hasOwn(others, key) && isSameValue(value, others[key]))
  );
}

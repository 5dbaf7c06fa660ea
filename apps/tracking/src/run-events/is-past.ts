import type { EventCondition } from '@millrace/contracts/messages/event-condition';

/** Whether a metric's value is past the threshold of a condition. NaN is past none. */
export function isPast({ comparator, value: threshold }: EventCondition, value: number): boolean {
  if (threshold === undefined) return false;
  switch (comparator) {
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
    default:
      return false;
  }
}

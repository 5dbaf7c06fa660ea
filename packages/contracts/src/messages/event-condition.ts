import { z } from 'zod';

/** How a value may stand to a threshold. */
export const COMPARATORS = ['>', '>=', '<', '<='] as const;

/** Which of the events somebody wants: those of one experiment, those of a metric that goes past a threshold. */
export const EventCondition = z.object({
  experiment_id: z.number().int().optional(),
  metric_key: z.string().optional(),
  comparator: z.enum(COMPARATORS).optional(),
  value: z.number().optional(),
});
export type EventCondition = z.infer<typeof EventCondition>;

/** A condition as it is kept: equal conditions are equal texts, and none is the empty text. */
export function conditionText(condition: EventCondition | undefined): string {
  if (condition === undefined) return '';
  const { experiment_id, metric_key, comparator, value } = condition;
  return JSON.stringify({ experiment_id, metric_key, comparator, value });
}

export function readConditionText(text: string): EventCondition | undefined {
  return text === '' ? undefined : EventCondition.parse(JSON.parse(text));
}

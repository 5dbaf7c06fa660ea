import type { z } from 'zod';

const SEGMENT = /^[A-Za-z0-9_:%-]+$/;

/** A family of live topics. What is published on one may be lost, so nothing may rely on it. */
export interface TopicDefinition<Payload extends z.ZodType = z.ZodType> {
  /** Dotted, with `*` for each part that varies: `runs.*.metrics`. */
  readonly pattern: string;
  readonly payload: Payload;
}

/** Declares a family of live topics. */
export function defineTopic<Payload extends z.ZodType>(
  definition: TopicDefinition<Payload>,
): TopicDefinition<Payload> {
  for (const segment of definition.pattern.split('.')) {
    if (segment !== '*' && !SEGMENT.test(segment)) {
      throw new Error(`The topic pattern ${JSON.stringify(definition.pattern)} must be dotted words or *`);
    }
  }
  return definition;
}

/**
 * One topic of the family: `topicName(runMetrics, [runId])` gives `runs.<runId>.metrics`. With a `*` among `parts`
 * it is a pattern to subscribe to. Throws when a part is missing or holds a character other than A-Z a-z 0-9 _ : % -.
 */
export function topicName(definition: TopicDefinition, parts: readonly string[]): string {
  const left = [...parts];
  const segments = definition.pattern.split('.').map((segment) => {
    if (segment !== '*') return segment;
    const part = left.shift();
    if (part === undefined || (part !== '*' && !SEGMENT.test(part))) {
      throw new Error(`${JSON.stringify(part)} cannot fill a * of the topic ${definition.pattern}`);
    }
    return part;
  });
  if (left.length > 0) throw new Error(`The topic ${definition.pattern} has fewer * than the parts given`);
  return segments.join('.');
}

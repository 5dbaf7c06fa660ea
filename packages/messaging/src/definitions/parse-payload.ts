import type { z } from 'zod';
import { InvalidPayloadError } from '../errors/invalid-payload-error.ts';

/**
 * Parses what is about to be sent, or has just arrived, under `name`.
 *
 * Throws InvalidPayloadError, which names the first field that does not match and what was expected there.
 */
export function parsePayload<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field =
      issue && issue.path.length > 0 ? `field "${issue.path.map(String).join('.')}"` : 'the payload';
    throw new InvalidPayloadError(name, `${field}: ${issue?.message ?? 'does not match'}`);
  }
  // PostgreSQL's jsonb cannot hold U+0000, and what works on Redis should not fail there.
  if (JSON.stringify(parsed.data)?.includes('\\u0000')) {
    throw new InvalidPayloadError(name, 'a text in the payload holds a NUL character');
  }
  return parsed.data;
}

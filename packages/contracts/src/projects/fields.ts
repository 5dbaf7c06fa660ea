import { z } from 'zod';

export function whole(least: number, most: number, what: string): z.ZodNumber {
  const must = `must be a whole number of ${what} from ${least} to ${most}`;
  return z.number(must).int(must).min(least, must).max(most, must);
}

export function text(most: number): z.ZodString {
  return z
    .string('must be a text')
    .min(1, `must be 1 to ${most} characters`)
    .max(most, `must be 1 to ${most} characters`)
    .refine((value) => !value.includes('\0'), 'must not contain null characters');
}

/** A parameter's value: a text, a number or a boolean, handed on as text, as Python writes it. */
export const Value = z
  .union(
    [z.string().max(6000), z.number(), z.boolean()],
    'must be a text of at most 6000 characters, a number or a boolean',
  )
  .transform((value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)))
  .refine((value) => !value.includes('\0'), 'must not contain null characters');

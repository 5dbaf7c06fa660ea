import type { z } from 'zod';

export interface SettingDescription {
  readonly name: string;
  /** As one writes it in the environment; undefined when there is no default. */
  readonly default: string | undefined;
  readonly required: boolean;
  readonly meaning: string;
}

/** The settings of a schema as the documentation lists them; meanings come from `.describe()`. */
export function describeSettings(schema: z.ZodObject): SettingDescription[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const type = field as z.ZodType;
    const absent = type.safeParse(undefined);
    return {
      name,
      default: absent.success ? written(absent.data) : undefined,
      required: !absent.success,
      meaning: type.description ?? '',
    };
  });
}

function written(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

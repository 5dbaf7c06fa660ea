import { z } from 'zod';

/** A setting is missing or wrong. The message is one sentence for the person who starts the service. */
export class SettingsError extends Error {}

/**
 * Reads a service's settings from the environment by a schema whose keys are the variables' names. An empty variable counts
 * as absent. Throws SettingsError that names each wrong variable and what is allowed.
 */
export function readSettings<S extends z.ZodObject>(
  schema: S,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<S> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name] || undefined]),
  );
  const outcome = schema.safeParse(given);
  if (outcome.success) return outcome.data;
  const faults = outcome.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const was = given[name] === undefined ? 'is not set' : `is ${shown(name, given[name])}`;
    return `${name} ${was}: ${issue.message}`;
  });
  throw new SettingsError(faults.join('; '));
}

/** Values that may carry a password are not repeated. */
function shown(name: string, value: string): string {
  return /URL|SECRET|PASSWORD|KEY|TOKEN/.test(name) ? 'not valid' : JSON.stringify(value);
}

export const port = z.coerce
  .number('must be a port number')
  .int('must be a whole number')
  .min(0, 'must be a port, 0 to 65535')
  .max(65_535, 'must be a port, 0 to 65535');

export const postgresUrl = z
  .string('must be the address of a PostgreSQL database, postgresql://user:password@host:5432/name')
  .regex(
    /^postgres(ql)?:\/\//,
    'must be the address of a PostgreSQL database, postgresql://user:password@host:5432/name',
  );

export const redisUrl = z
  .string()
  .regex(/^rediss?:\/\//, 'must be the address of a Redis server, redis://host:6379');

export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

export function positiveInteger(unit: string): z.ZodCoercedNumber {
  const must = `must be a whole number of ${unit}, at least 1`;
  return z.coerce.number(must).int(must).min(1, must);
}

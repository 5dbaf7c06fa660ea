import type { EntryPoint, Parameter } from './project.ts';
import { ProjectError } from './project-error.ts';

export interface ParameterValues {
  /** Of the parameters that the entry point has, in their order. */
  readonly declared: ReadonlyMap<string, string>;
  /** Of others that were given. */
  readonly extra: ReadonlyMap<string, string>;
}

const NUMBER = /^[-+]?(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?|inf|infinity|nan)$/i;

/** The value that each parameter has: what was given, otherwise its default. Throws ProjectError, naming those that are missing or of another type. */
export function parameterValues(
  entryPoint: EntryPoint,
  given: Readonly<Record<string, string>>,
): ParameterValues {
  const { parameters } = entryPoint;
  const missing = [...parameters.values()].filter(
    (each) => !Object.hasOwn(given, each.name) && each.default === undefined,
  );
  if (missing.length > 0)
    throw new ProjectError(
      `The entry point ${entryPoint.name} needs a value for ${missing.map(({ name, type }) => `${name} (${type})`).join(', ')}.`,
    );
  const declared = [...parameters.values()].map((each) => {
    const value = Object.hasOwn(given, each.name) ? (given[each.name] as string) : (each.default ?? '');
    checkType(each, value);
    return [each.name, value] as const;
  });
  const extra = Object.entries(given).filter(([name]) => !parameters.has(name));
  for (const [name] of extra)
    if (name === '' || /[\s\0]/.test(name))
      throw new ProjectError(
        `A parameter cannot be named ${JSON.stringify(name)}: give it a name without spaces.`,
      );
  return { declared: new Map(declared), extra: new Map(extra) };
}

function checkType({ name, type }: Parameter, value: string): void {
  if (value.includes('\0'))
    throw new ProjectError(`The value of parameter ${name} must not have a null character.`);
  if (type === 'float' && !NUMBER.test(value.trim()))
    throw new ProjectError(`The parameter ${name} is a float, and ${JSON.stringify(value)} is not a number.`);
  if (type === 'uri' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value))
    throw new ProjectError(
      `The parameter ${name} is a uri, and ${JSON.stringify(value)} has no scheme, such as s3:// or https://.`,
    );
}

import type { EntryPoint, ProjectParameter } from '../../api/projects.ts';
import { readConfig } from './executor-config.ts';
import { extraParameters, type RunDraft } from './run-draft.ts';

/** What is wrong with which field, by the name that the server has for it: `priority`, `parameters.alpha`. */
export type FieldErrors = Readonly<Record<string, string>>;

const NUMBER = /^[-+]?(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?|inf|infinity|nan)$/i;
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** What a parameter's value must be and is not; undefined when it is well. */
export function checkParameter(
  { type, default: usual }: ProjectParameter,
  value: string | undefined,
): string | undefined {
  if (value === undefined) return usual === undefined ? 'A value is needed: it has no default.' : undefined;
  if (type === 'float' && !NUMBER.test(value.trim())) return 'It must be a number, such as 0.5 or 1e-3.';
  if (type === 'uri' && !URI.test(value)) return 'It must begin with a scheme, such as s3:// or https://.';
  return undefined;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}
const WHOLE_NUMBERS: Readonly<
  Record<'priority' | 'maxRetries' | 'timeoutSeconds', readonly [string, Bounds]>
> = {
  priority: ['priority', { least: 1, most: 2_000_000 }],
  maxRetries: ['max_retries', { least: 0, most: 100 }],
  timeoutSeconds: ['timeout_seconds', { least: 1, most: 31_536_000 }],
};

export function checkWhole(text: string, { least, most }: Bounds): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || (Number.isInteger(value) && value >= least && value <= most)) return undefined;
  return `It must be a whole number from ${least} to ${most.toLocaleString('en')}.`;
}

/** What is wrong with a draft before it is sent; `skip` names parameters that are checked elsewhere. */
export function checkDraft(
  draft: RunDraft,
  point: EntryPoint | undefined,
  skip: ReadonlySet<string> = new Set(),
): FieldErrors {
  const found: Record<string, string | undefined> = {};
  if (draft.uri.trim() === '') found['uri'] = 'Give the project’s address, or upload it.';
  if (draft.entryPoint.trim() === '') found['entry_point'] = 'Choose an entry point.';
  for (const parameter of point?.parameters ?? [])
    if (!skip.has(parameter.name))
      found[`parameters.${parameter.name}`] = checkParameter(parameter, draft.values[parameter.name]);
  const names = new Set(point?.parameters.map(({ name }) => name));
  for (const { name } of extraParameters(draft, point)) {
    if (/\s/.test(name)) found[`parameters.${name}`] = 'A name has no spaces.';
    else if (names.has(name)) found[`parameters.${name}`] = 'There is a parameter of this name already.';
    names.add(name);
  }
  for (const [field, [name, bounds]] of Object.entries(WHOLE_NUMBERS))
    found[name] = checkWhole(draft[field as keyof typeof WHOLE_NUMBERS], bounds);
  return { ...defined(found), ...readConfig(draft).errors };
}

export function defined(errors: Readonly<Record<string, string | undefined>>): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

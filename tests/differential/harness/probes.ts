import type { Json, JsonObject, Query, Step, StepOptions } from './scenario.ts';
import { get, request } from './steps.ts';

/** One value of each kind that a JSON field may hold. */
export const probeValues: Readonly<Record<string, Json>> = {
  null: null,
  'empty text': '',
  text: '{{uid}} text',
  digits: '987654321',
  zero: 0,
  integer: 7,
  negative: -1,
  fraction: 1.5,
  true: true,
  'empty list': [],
  'list of text': ['x'],
  'list of numbers': [1],
  'list of empty objects': [{}],
  'empty object': {},
  object: { key: 'x' },
};

/**
 * A valid body, then for every field: left out, and one value of each kind.
 * `valid` gets a word that is different each time, for names that must be unique.
 */
export function probeFields(
  method: string,
  path: string,
  valid: (variant: string) => JsonObject,
  fields: readonly string[],
  options: StepOptions = {},
): Step[] {
  const send = (label: string, body: Json): Step => ({
    ...request(method, path, { ...options, label }),
    body,
  });
  const steps = [send('valid', valid('ok'))];
  for (const [index, field] of fields.entries()) {
    const { [field]: _, ...rest } = valid(`${index}m`);
    steps.push(send(`${field} left out`, rest));
    for (const [kind, value] of Object.entries(probeValues)) {
      // A name of nothing but digits would not be unique to this play.
      if (kind === 'digits' && JSON.stringify(valid('')[field] ?? '').includes('uid')) continue;
      const variant = `${index}${kind.replaceAll(' ', '')}`;
      steps.push(send(`${field} ${kind}`, { ...valid(variant), [field]: value }));
    }
  }
  return steps;
}

const queryValues: Readonly<Record<string, string | readonly string[]>> = {
  empty: '',
  text: 'some text',
  negative: '-1',
  zero: '0',
  fraction: '1.5',
  true: 'true',
  'beyond 64 bits': '99999999999999999999',
  repeated: ['87654321', '2'],
};

/** As `probeFields`, for a GET's query. */
export function probeQuery(path: string, valid: Query, fields: readonly string[]): Step[] {
  const steps = [get(path, valid, { label: 'valid' }), get(path, {}, { label: 'no query' })];
  for (const field of fields) {
    const { [field]: _, ...rest } = valid;
    if (Object.keys(rest).length > 0) steps.push(get(path, rest, { label: `${field} left out` }));
    for (const [kind, value] of Object.entries(queryValues)) {
      steps.push(get(path, { ...valid, [field]: value }, { label: `${field} ${kind}` }));
    }
  }
  return steps;
}

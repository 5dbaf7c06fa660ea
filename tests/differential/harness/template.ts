import type { Json } from './scenario.ts';

export type Values = ReadonlyMap<string, Json>;

const placeholder = /\{\{(\w+)\}\}/g;

function valueOf(name: string, values: Values): Json {
  const value = values.get(name);
  if (value === undefined)
    throw new Error(`{{${name}}} is not known: an earlier step did not answer as expected`);
  return value;
}

/** Puts captured values in place of `{{name}}`. */
export function fillText(text: string, values: Values): string {
  return text.replace(placeholder, (_, name: string) => {
    const value = valueOf(name, values);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** As `fillText`, throughout a JSON value; a string that is nothing but `{{name}}` takes the value's type. */
export function fillJson(json: Json, values: Values): Json {
  if (typeof json === 'string') {
    const whole = /^\{\{(\w+)\}\}$/.exec(json);
    return whole?.[1] === undefined ? fillText(json, values) : valueOf(whole[1], values);
  }
  if (Array.isArray(json)) return json.map((item) => fillJson(item, values));
  if (json !== null && typeof json === 'object') {
    return Object.fromEntries(
      Object.entries(json).map(([key, value]) => [fillText(key, values), fillJson(value, values)]),
    );
  }
  return json;
}

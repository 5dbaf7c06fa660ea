import { dumpPythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import { isFalsy, isObject, type PythonObject, readJson } from './read-json.ts';

const NEW_SCHEMA = '{"inputs": {}, "outputs": {}, "expectations": {}, "version": "1.0"}';

/** A dataset's schema (JSON text) with the fields that new records have more: each field's type is that of its first value. */
export function extendSchema(schema: string | null, records: readonly PythonObject[]): string | null {
  if (records.length === 0 && schema === null) return null;
  const known = readJson('schema', schema ?? NEW_SCHEMA) as PythonObject;
  for (const { inputs, outputs, expectations } of records) {
    addFields(known, 'inputs', inputs);
    addFields(known, 'expectations', expectations);
    if (isObject(outputs)) addFields(known, 'outputs', outputs);
    else if (outputs !== undefined && outputs !== null && isFalsy(known['outputs']))
      known['outputs'] = typeName(outputs);
  }
  return dumpPythonJson(known);
}

function addFields(schema: PythonObject, part: string, values: PythonValue | undefined): void {
  const fields = schema[part];
  if (!isObject(values) || !isObject(fields)) return;
  for (const [name, value] of Object.entries(values))
    if (!Object.hasOwn(fields, name)) fields[name] = typeName(value);
}

function typeName(value: PythonValue): string {
  if (value === null) return 'null';
  if (value instanceof PythonFloat) return 'float';
  if (Array.isArray(value)) return 'array';
  const names: Record<string, string> = { boolean: 'boolean', string: 'string', object: 'object' };
  return names[typeof value] ?? 'integer';
}

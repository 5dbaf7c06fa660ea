import { invalidParameter } from '@millrace/contracts/errors';
import type { PythonValue } from '@millrace/contracts/wire/python-json';
import { isFalsy, isObject, type PythonObject } from './read-json.ts';

const TYPES = ['UNSPECIFIED', 'TRACE', 'HUMAN', 'DOCUMENT', 'CODE'];

/** Where a record comes from. */
export interface RecordSource {
  readonly type: string;
  readonly id: string | null;
  readonly json: PythonObject;
}

/** The source that a record names, or null; 400 when its type is none. */
export function readSource(source: PythonValue | undefined): RecordSource | null {
  if (isFalsy(source)) return null;
  if (!isObject(source) || typeof source['source_type'] !== 'string')
    throw invalidParameter("'source' of a record must be an object with a 'source_type'.");
  const type = source['source_type'].toUpperCase();
  if (!TYPES.includes(type))
    throw invalidParameter(
      `Invalid dataset record source type: ${type}. Valid source types: [${TYPES.map((name) => `'${name}'`).join(', ')}]`,
    );
  const data = source['source_data'] ?? {};
  if (!isObject(data)) throw invalidParameter("'source_data' of a record's source must be an object.");
  const id = data[type === 'TRACE' ? 'trace_id' : 'source_id'];
  return {
    type,
    id: typeof id === 'string' ? id : null,
    json: { source_type: type, source_data: data },
  };
}

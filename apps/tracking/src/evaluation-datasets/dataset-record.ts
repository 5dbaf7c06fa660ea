import { createHash, randomUUID } from 'node:crypto';
import { invalidParameter } from '@millrace/contracts/errors';
import { dumpPythonJson, parsePythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';
import { userOf } from './dataset-tags.ts';
import { isFalsy, isObject, type PythonObject, readJson } from './read-json.ts';
import { readSource } from './record-source.ts';

/** A row of `evaluation_dataset_records`; what clients made up is JSON text. */
export interface RecordRow {
  readonly record_id: string;
  readonly dataset_id: string;
  readonly inputs: string;
  readonly inputs_hash: string;
  readonly outputs: string | null;
  readonly expectations: string | null;
  readonly tags: string | null;
  readonly source: string | null;
  readonly source_id: string | null;
  readonly source_type: string | null;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
}

/** The records in a request: JSON text of a list of objects. An empty object is an empty list to Python. */
export function readRecords(text: string): PythonObject[] {
  const records = readJson('records', text);
  if (isObject(records) && isFalsy(records)) return [];
  if (!Array.isArray(records) || !records.every(isObject))
    throw invalidParameter("'records' must be the JSON text of a list of objects.");
  for (const record of records) checkRecord(record);
  return records;
}

function checkRecord({ inputs = {}, expectations = null, tags = null }: PythonObject): void {
  if (inputs === null) throw invalidParameter("'inputs' of a record must not be null.");
  for (const [name, value] of Object.entries({ inputs, expectations, tags }))
    if (!isFalsy(value) && !isObject(value))
      throw invalidParameter(`'${name}' of a record must be an object.`);
}

/** Records with the same inputs are one record. */
export function inputsHash({ inputs = {} }: PythonObject): string {
  return createHash('sha256')
    .update(dumpPythonJson(inputs, { sortKeys: true }))
    .digest('hex');
}

export function newRecord(datasetId: string, record: PythonObject, nowMs: number): RecordRow {
  const { inputs = {}, outputs = {}, expectations = null, tags } = record;
  const source = readSource(record['source']);
  return {
    record_id: `dr-${randomUUID().replaceAll('-', '')}`,
    dataset_id: datasetId,
    inputs: dumpPythonJson(inputs),
    inputs_hash: inputsHash(record),
    outputs: outputs === null ? null : dumpPythonJson(outputs),
    expectations: expectations === null ? null : dumpPythonJson(expectations),
    tags: dumpPythonJson(tags ?? {}),
    source: source && dumpPythonJson(source.json),
    source_id: source?.id ?? null,
    source_type: source?.type ?? null,
    created_ms: nowMs,
    updated_ms: nowMs,
    created_by: userOf(tags),
    updated_by: userOf(tags),
  };
}

/** The record with what a later one of the same inputs says: outputs replace, expectations and tags are merged. */
export function mergeRecord(row: RecordRow, record: PythonObject, nowMs: number): RecordRow {
  const { outputs, expectations, tags } = record;
  return {
    ...row,
    outputs: outputs === undefined ? row.outputs : outputs === null ? null : dumpPythonJson(outputs),
    expectations: merged(row.expectations, expectations),
    tags: merged(row.tags, tags),
    updated_ms: nowMs,
    updated_by: userOf(tags) ?? row.updated_by,
  };
}

function merged(text: string | null, more: PythonValue | undefined): string | null {
  if (!isObject(more) || isFalsy(more)) return text;
  const known = parsePythonJson(text ?? '{}');
  return dumpPythonJson({ ...(isObject(known) ? known : {}), ...more });
}

/** A record as MLflow's `DatasetRecord.to_dict` writes it; values come as the JSON text that is stored. */
export function renderRecord(row: RecordRow): PythonObject {
  const json = (name: string, text: string | null): PythonObject =>
    text === null ? {} : { [name]: parsePythonJson(text) };
  const plain = (name: string, value: string | null): PythonObject =>
    value === null ? {} : { [name]: value };
  return {
    dataset_record_id: row.record_id,
    dataset_id: row.dataset_id,
    ...json('inputs', row.inputs),
    ...json('outputs', row.outputs),
    ...json('expectations', row.expectations),
    ...json('tags', row.tags),
    ...json('source', row.source),
    ...plain('source_id', row.source_id),
    ...plain('source_type', row.source_type),
    created_time: row.created_ms,
    last_update_time: row.updated_ms,
    ...plain('created_by', row.created_by),
    ...plain('last_updated_by', row.updated_by),
  };
}

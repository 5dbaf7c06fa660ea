import { isUtf8 } from 'node:buffer';

const FORMATS = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;
export type Format = (typeof FORMATS)[number];

export interface PlainBody {
  readonly format: Format;
  readonly data: unknown;
}

/** Finds the one input field of a scoring request; undefined when there is anything but that field and empty params. */
export function readPlainBody(body: Buffer): PlainBody | undefined {
  const parsed = parse(body);
  if (!isRecord(parsed)) return undefined;
  let format: Format | undefined;
  for (const key in parsed) {
    if (key === 'params') {
      if (!isEmpty(parsed['params'])) return undefined;
    } else if (format === undefined && isFormat(key)) format = key;
    else return undefined;
  }
  return format && { format, data: parsed[format] };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(body: Buffer): unknown {
  // Bytes that are no UTF-8 would be replaced silently.
  if (!isUtf8(body)) return undefined;
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function isFormat(key: string): key is Format {
  return (FORMATS as readonly string[]).includes(key);
}

function isEmpty(params: unknown): boolean {
  return params === null || (isRecord(params) && Object.keys(params).length === 0);
}

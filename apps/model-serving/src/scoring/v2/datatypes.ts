import type { InputSpec, ScalarType } from '../../scorers/model-file/signature.ts';

/** The Open Inference Protocol's names of types, and what JSON holds for them. */
export const DATATYPES = {
  BOOL: 'boolean',
  UINT8: 'integer',
  UINT16: 'integer',
  UINT32: 'integer',
  UINT64: 'integer',
  INT8: 'integer',
  INT16: 'integer',
  INT32: 'integer',
  INT64: 'integer',
  FP16: 'number',
  FP32: 'number',
  FP64: 'number',
  BYTES: 'string',
} as const;

export type Datatype = keyof typeof DATATYPES;

const OF_COLUMN: Readonly<Record<ScalarType, Datatype>> = {
  boolean: 'BOOL',
  integer: 'INT32',
  long: 'INT64',
  float: 'FP32',
  double: 'FP64',
  string: 'BYTES',
  binary: 'BYTES',
  datetime: 'BYTES',
};

const OF_DTYPE: Readonly<Record<string, Datatype>> = {
  bool: 'BOOL',
  uint8: 'UINT8',
  uint16: 'UINT16',
  uint32: 'UINT32',
  uint64: 'UINT64',
  int8: 'INT8',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  float16: 'FP16',
  float32: 'FP32',
  float64: 'FP64',
};

export function isDatatype(name: unknown): name is Datatype {
  return typeof name === 'string' && Object.hasOwn(DATATYPES, name);
}

/** The protocol's type of a signature's column or tensor; text for what has no type of its own there. */
export function datatypeOf(spec: InputSpec): Datatype {
  if (spec.kind === 'tensor') return OF_DTYPE[spec.dtype] ?? 'BYTES';
  return spec.type === undefined ? 'BYTES' : OF_COLUMN[spec.type];
}

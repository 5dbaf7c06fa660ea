/**
 * How an input's values are written for what scores them: doubles, floats, 32-bit integers, longs, booleans, strings. Longs
 * of plain requests are within 2^53, where doubles hold them exactly.
 */
export type WireType = 'd' | 'f' | 'i' | 'l' | '?' | 's';

/** One column, or one tensor, of plain requests. */
export interface PlainInput {
  readonly name: string | undefined;
  readonly type: WireType;
  /** Sizes of one row's value: none for a column. */
  readonly shape: readonly number[];
  /** How many values a row has: the product of `shape`. */
  readonly width: number;
}

/** The rows of one request: for each input, in the signature's order, its values, row after row. */
export interface PlainRows {
  readonly rows: number;
  readonly values: readonly (readonly unknown[])[];
}

/** Reads requests that are plain: of one of the usual forms, with values of exactly the signature's types. */
export interface PlainReader {
  readonly inputs: readonly PlainInput[];
  /** True when the model gets tensors, false when it gets a table. */
  readonly tensors: boolean;
  /** The rows, or undefined when the request is not plain: then only MLflow's own code says what it means. */
  read(body: Buffer): PlainRows | undefined;
}

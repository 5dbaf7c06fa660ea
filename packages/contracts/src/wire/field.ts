import type { Int64 } from './int64.ts';

/**
 * How a message on MLflow's wire is described: the field types of protocol buffers, as far as its REST API uses them.
 * `parseMessage` reads JSON by these descriptions with protobuf's own leniency, and `/docs` is written from them.
 */
export type Field<T> = ScalarField<T> | EnumField<T> | RepeatedField<T> | MapField<T> | MessageField<T>;

interface Typed<T> {
  /** Never there at run time: carries the TypeScript type of a parsed value. */
  readonly type?: T;
}
export interface ScalarField<T> extends Typed<T> {
  readonly kind:
    | 'string'
    | 'int32'
    | 'int64'
    | 'double'
    | 'bool'
    | 'bytes'
    | 'value'
    | 'struct'
    | 'timestamp'
    | 'duration';
}
export interface EnumField<T> extends Typed<T> {
  readonly kind: 'enum';
  readonly numbers: Readonly<Record<string, number>>;
}
export interface RepeatedField<T> extends Typed<T> {
  readonly kind: 'repeated';
  readonly item: Field<unknown>;
}
export interface MapField<T> extends Typed<T> {
  readonly kind: 'map';
  readonly item: Field<unknown>;
}
export interface MessageField<T> extends Typed<T> {
  readonly kind: 'message';
  readonly message: MessageType<Shape>;
}

export type Shape = Readonly<Record<string, Field<unknown>>>;

export interface MessageType<S extends Shape> {
  readonly name: string;
  readonly fields: S;
  /** Fields of which at most one may be given, a list for each group. */
  readonly oneofs: readonly (readonly string[])[];
}

type ValueOf<F> = F extends Typed<infer T> ? T : never;
type IsRepeated<F> = F extends { kind: 'repeated' | 'map' } ? true : false;

/** A parsed message: repeated fields and maps are always there, every other field may be absent. */
export type Parsed<S extends Shape> = {
  -readonly [K in keyof S as IsRepeated<S[K]> extends true ? K : never]: ValueOf<S[K]>;
} & { -readonly [K in keyof S as IsRepeated<S[K]> extends true ? never : K]?: ValueOf<S[K]> };

export type MessageOf<M> = M extends MessageType<infer S> ? Parsed<S> : never;

export type JsonValue =
  null | boolean | number | bigint | string | JsonValue[] | { [key: string]: JsonValue };

export const string: ScalarField<string> = { kind: 'string' };
export const int32: ScalarField<number> = { kind: 'int32' };
export const int64: ScalarField<Int64> = { kind: 'int64' };
export const double: ScalarField<number> = { kind: 'double' };
export const bool: ScalarField<boolean> = { kind: 'bool' };
export const bytes: ScalarField<Buffer> = { kind: 'bytes' };
/** google.protobuf.Value: any JSON. */
export const value: ScalarField<JsonValue> = { kind: 'value' };
/** google.protobuf.Struct: a JSON object. */
export const struct: ScalarField<{ [key: string]: JsonValue }> = { kind: 'struct' };
/** google.protobuf.Timestamp: RFC 3339 text, kept as it came after a check. */
export const timestamp: ScalarField<string> = { kind: 'timestamp' };
/** google.protobuf.Duration: seconds with the suffix `s`, kept as it came after a check. */
export const duration: ScalarField<string> = { kind: 'duration' };

export function enumOf<const N extends Readonly<Record<string, number>>>(
  numbers: N,
): EnumField<keyof N & string> {
  return { kind: 'enum', numbers };
}

export function repeated<F extends Field<unknown>>(
  item: F,
): RepeatedField<ValueOf<F>[]> & { kind: 'repeated' } {
  return { kind: 'repeated', item };
}

export function mapOf<F extends Field<unknown>>(
  item: F,
): MapField<Record<string, ValueOf<F>>> & { kind: 'map' } {
  return { kind: 'map', item };
}

export function message<const S extends Shape>(
  name: string,
  fields: S,
  oneofs: readonly (readonly (keyof S & string)[])[] = [],
): MessageType<S> {
  return { name, fields, oneofs };
}

/** A field that holds one message of this type. */
export function one<S extends Shape>(type: MessageType<S>): MessageField<Parsed<S>> & { kind: 'message' } {
  return { kind: 'message', message: type };
}

/** A field that holds a list of messages of this type. */
export function many<S extends Shape>(
  type: MessageType<S>,
): RepeatedField<Parsed<S>[]> & { kind: 'repeated' } {
  return { kind: 'repeated', item: one(type) };
}

import fc from 'fast-check';
import type { Api, Schema } from './routes.ts';

/** JSON texts that are seldom expected: also words that only Python takes, and numbers that no double holds. */
const ODD_JSON = [
  'null', 'true', '0', '-1', '1.5', '-0.0', '1e400', '-1e400', '1e-400', 'NaN', 'Infinity', '-Infinity',
  '2147483648', '9007199254740993', '9223372036854775807', '9223372036854775808', `1${'0'.repeat(400)}`,
  '""', '"0"', '" 1 "', '"1e5"', '"NaN"', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\u001b[2J\\r\\n"',
  '"\\u202e\\ufeff"', '{}', '[]', '[null]', '[[]]', '{"":null}', '{"__proto__":{"a":1}}', '{"constructor":1,"toString":2}',
  '{"key":"a","value":1}', '{"key":null}', '[1,"a",{}]',
]; // prettier-ignore

const ODD_TEXT = [
  '', ' ', '.', '..', '../../etc/passwd', '/', '\\', '%', "'", '"', '`', ';--', "' OR 1=1 --", '$1', '\0', 'a\0b', '\n', '\u{1f525}',
  '\ud800', 'metrics.', 'metrics.a > ', 'params.`a` = \'', "tags.a LIKE '%_\\'", 'attributes.status IN (', '((((', 'NOT NOT',
  'start_time DESC, ', 'a\u0301', '0x10', '-1', '99999999999999999999', '1e309', 'http://', 'http://[', 's3://', 'file:///etc/passwd',
  'runs:/', 'models:/a/b/c', 'mlflow-artifacts:', '__proto__', 'constructor', 'eyJvZmZzZXQiOi0xfQ==', 'bytes=5-1',
]; // prettier-ignore

const LONG = fc
  .tuple(
    fc.constantFrom('a', '(', '%', '\u{1f525}', "'", '/', '0', 'metrics.a=1 and '),
    fc.integer({ min: 200, max: 20_000 }),
  )
  .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)));

/** Texts of every kind; `known` are ids of things that exist, so that some requests get past the first look-up. */
export function text(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...known) },
    { weight: 5, arbitrary: fc.constantFrom(...ODD_TEXT) },
    { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
    { weight: 2, arbitrary: fc.string16bits({ maxLength: 30 }) },
    { weight: 1, arbitrary: LONG },
  );
}

const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), fc.integer({ min: 1, max: 3_000 }))
  .map(([[open = '', close = ''], depth]) => `${open.repeat(depth)}1${close.repeat(depth)}`);

/** JSON text that has little to do with any schema. */
const oddJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...ODD_JSON) },
  { weight: 1, arbitrary: nested },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
);

/** JSON text near a schema: each part of it is, now and then, something else. */
export function jsonText(
  api: Api,
  schema: Schema,
  known: readonly string[],
  depth = 0,
): fc.Arbitrary<string> {
  const fitting = depth > 5 ? fc.constant('{}') : fittingText(api, api.resolve(schema), known, depth);
  return fc.oneof({ weight: 6, arbitrary: fitting }, { weight: 1, arbitrary: oddJson });
}

function fittingText(
  api: Api,
  schema: Schema,
  known: readonly string[],
  depth: number,
): fc.Arbitrary<string> {
  const inner = (part: Schema): fc.Arbitrary<string> => jsonText(api, part, known, depth + 1);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum).map((name) => JSON.stringify(name));
  if (schema.items !== undefined)
    return fc.array(inner(schema.items), { maxLength: 4 }).map((items) => `[${items.join()}]`);
  if (schema.additionalProperties !== undefined)
    return fc
      .array(fc.tuple(text(known), inner(schema.additionalProperties)), { maxLength: 3 })
      .map(objectText);
  if (schema.properties !== undefined)
    return fc
      .tuple(...Object.entries(schema.properties).map(([name, part]) => field(name, inner(part))))
      .map((fields) => objectText(fields.filter((given) => given !== null)));
  return scalarText(schema.type, known);
}

function field(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<readonly [string, string] | null> {
  return fc.option(fc.tuple(fc.constant(name), value), { freq: 4 });
}

function objectText(fields: readonly (readonly [string, string])[]): string {
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;
}

function scalarText(type: Schema['type'], known: readonly string[]): fc.Arbitrary<string> {
  const first = typeof type === 'string' ? type : type?.[0];
  if (first === 'string') return text(known).map((value) => JSON.stringify(value));
  if (first === 'integer') return fc.oneof(fc.nat(20), fc.bigInt(-(2n ** 65n), 2n ** 65n)).map(String);
  if (first === 'number') return fc.double().map((value) => String(value));
  if (first === 'boolean') return fc.boolean().map(String);
  return oddJson;
}

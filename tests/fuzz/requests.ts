import fc from 'fast-check';
import { jsonText, text } from './json-text.ts';
import type { Api, Route, Schema } from './routes.ts';

export interface MalformedRequest {
  readonly method: string;
  /** Path and query as they go over the wire, broken escapes included. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Requests to one endpoint that are wrong in some way, or nearly right. */
export function requestsTo(api: Api, route: Route, known: readonly string[]): fc.Arbitrary<MalformedRequest> {
  const body =
    route.method === 'GET' ? fc.option(bodies(api, route, known), { freq: 1 }) : bodies(api, route, known);
  return fc
    .record({
      path: paths(route, known),
      query: queries(api, route, known),
      headers,
      body,
      ajax: fc.boolean(),
    })
    .map(({ path, query, headers, body, ajax }) => ({
      method: route.method,
      target: (ajax ? path.replace(/^\/api\//, '/ajax-api/') : path) + query,
      headers,
      body: body ?? undefined,
    }));
}

const BROKEN_ESCAPES = [
  '%',
  '%zz',
  '%2',
  '%C0%80',
  '%ED%A0%80',
  '%FF',
  '%00',
  '%2e%2e%2f',
  '..',
  '%u0041',
  '+',
  '&',
  ';',
  '#',
];

/** A value as part of an address: percent-encoded, or with escapes that are none. */
function escaped(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: value.map((text) => encodeURIComponent(text.slice(0, 3_000).toWellFormed())) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.constantFrom(...BROKEN_ESCAPES, 'a', '1'), { maxLength: 6 })
        .map((parts) => parts.join('')),
    },
  );
}

function paths(route: Route, known: readonly string[]): fc.Arbitrary<string> {
  const pieces = route.path.split(/\{\w+\}/);
  return fc
    .array(escaped(text(known)), { minLength: pieces.length - 1, maxLength: pieces.length - 1 })
    .map((values) => pieces.map((piece, index) => piece + (values[index] ?? '')).join(''));
}

function queries(api: Api, route: Route, known: readonly string[]): fc.Arbitrary<string> {
  const names = Object.entries(route.query);
  const other = fc.tuple(escaped(text(known)), escaped(text(known)));
  if (names.length === 0)
    return fc.option(other, { freq: 1 }).map((pair) => (pair === null ? '' : `?${pair.join('=')}`));
  const given = fc.constantFrom(...names).chain(([name, schema]) => {
    const spelled = fc.constantFrom(name, name, name, `${name}[]`, `${name}.x`, encodeURIComponent(name));
    return fc.tuple(spelled, escaped(queryValues(api, schema, known)));
  });
  return fc
    .tuple(
      fc.array(fc.oneof({ weight: 9, arbitrary: given }, { weight: 1, arbitrary: other }), { maxLength: 8 }),
      fc.constantFrom(1, 1, 1, 1, 1, 50),
    )
    .map(
      ([pairs, times]) =>
        `?${Array(times)
          .fill(pairs.map((pair) => pair.join('=')).join('&'))
          .join('&')
          .slice(0, 12_000)}`,
    );
}

function queryValues(api: Api, schema: Schema, known: readonly string[]): fc.Arbitrary<string> {
  const resolved = api.resolve(schema);
  const value = jsonText(api, resolved.items ?? resolved, known);
  return value.map((json) => (json.startsWith('"') ? (JSON.parse(json) as string) : json));
}

const headers: fc.Arbitrary<Record<string, string>> = fc
  .record({
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constant('application/json') },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '', 'text/plain', 'application/json; charset=utf-16', 'application/json;', 'APPLICATION/JSON', 'multipart/form-data',
          'application/x-protobuf', 'application/x-www-form-urlencoded', '/', 'application/octet-stream', 'a'.repeat(500),
        ), // prettier-ignore
      },
    ),
    other: fc.constantFrom<Record<string, string>>(
      {}, {}, {}, {}, {}, {}, {}, {}, {},
      { range: 'bytes=-' }, { range: 'bytes=9-1,0-99999999999999999999' }, { 'content-encoding': 'gzip' }, { 'content-encoding': 'x' },
      { 'idempotency-key': 'k'.repeat(5_000) }, { 'idempotency-key': '' }, { 'idempotency-key': 'fuzz' }, { accept: 'nothing/*;q=x' },
      { 'if-none-match': '"' }, { 'x-mlflow-experiment-id': '99999999999999999999' }, { 'x-mlflow-experiment-id': '0' },
    ), // prettier-ignore
  })
  .map(({ type, other }) => (type === '' ? other : { ...other, 'content-type': type }));

function bodies(api: Api, route: Route, known: readonly string[]): fc.Arbitrary<Buffer> {
  const json = jsonText(api, route.body ?? {}, known).map((text) => Buffer.from(text));
  return fc.oneof(
    { weight: 8, arbitrary: json },
    { weight: 3, arbitrary: fc.tuple(json, damage).map(([body, spoil]) => spoil(body)) },
  );
}

const damage: fc.Arbitrary<(body: Buffer) => Buffer> = fc.oneof(
  fc.nat(100).map((part) => (body: Buffer) => body.subarray(0, Math.floor((body.length * part) / 100))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => () => Buffer.from(bytes)),
  fc
    .tuple(
      fc.nat(100),
      fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0], [0xe2, 0x82]),
    )
    .map(([part, bytes]) => (body: Buffer) => {
      const at = Math.floor((body.length * part) / 100);
      return Buffer.concat([body.subarray(0, at), Buffer.from(bytes), body.subarray(at)]);
    }),
  fc.constant((body: Buffer) => Buffer.from(JSON.stringify(body.toString()))),
  fc.constant((body: Buffer) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])),
  fc.constant((body: Buffer) => Buffer.from(body.toString(), 'utf16le')),
  fc.constant((body: Buffer) => Buffer.concat([body, body])),
  fc.integer({ min: 100, max: 100_000 }).map((depth) => () => Buffer.from('['.repeat(depth))),
);

/** What a request's head says, for the requests that are read without Node's own HTTP parser. */
export interface PlainHead {
  /** Bytes of the head, with the empty line that ends it. */
  readonly bytes: number;
  readonly method: string;
  readonly url: string;
  /** By their names in lower case; none comes twice. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Bytes of the body. */
  readonly contentLength: number;
}

const END = Buffer.from('\r\n\r\n');
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/[\x21-\x7e]*) HTTP\/1\.1$/;
const HEADER = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*([\t\x20-\x7e]*?)[ \t]*$/;
const LENGTH = /^(?:0|[1-9]\d{0,14})$/;
const MAX_HEAD_BYTES = 8192;
/** Headers that change how a request is framed: what has one of them is left to Node. */
const NOT_PLAIN = new Set(['transfer-encoding', 'expect', 'upgrade', 'trailer']);

/**
 * Reads the head of a request at the beginning of `data`. undefined for whatever is not whole or not of the simplest form:
 * Node's parser has the last word on those.
 */
export function readPlainHead(data: Buffer): PlainHead | undefined {
  const end = data.subarray(0, MAX_HEAD_BYTES).indexOf(END);
  if (end < 0) return undefined;
  const [first = '', ...lines] = data.toString('latin1', 0, end).split('\r\n');
  const [, method, url] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || url === undefined) return undefined;
  // Without a prototype, no name of a header is there already.
  const headers = Object.create(null) as Record<string, string | undefined>;
  for (const line of lines) {
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const key = name.toLowerCase();
    if (NOT_PLAIN.has(key) || headers[key] !== undefined) return undefined;
    headers[key] = value;
  }
  const length = headers['content-length'] ?? '0';
  const connection = headers['connection']?.toLowerCase() ?? 'keep-alive';
  if (!LENGTH.test(length) || headers['host'] === undefined || connection !== 'keep-alive') return undefined;
  return { bytes: end + END.length, method, url, headers, contentLength: Number(length) };
}

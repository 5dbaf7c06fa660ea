/** What a request's head says, for the requests that are read without Node's own HTTP parser. */
export interface PlainHead {
  /** Bytes of the head, with the empty line that ends it. */
  readonly bytes: number;
  readonly contentLength: number;
  readonly contentType: string | undefined;
}

const END = Buffer.from('\r\n\r\n');
const REQUEST_LINE = 'POST /invocations HTTP/1.1';
const HEADER = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*([\t\x20-\x7e]*?)[ \t]*$/;
const LENGTH = /^(?:0|[1-9]\d{0,8})$/;
const MAX_HEAD_BYTES = 8192;
/** Headers that change how a request is read or answered: what has one of them is left to Node. */
const NOT_PLAIN = new Set([
  'transfer-encoding',
  'expect',
  'upgrade',
  'content-encoding',
  'trailer',
  'te',
  'range',
]);

/**
 * Reads the head of a request to score at the beginning of `data`. undefined for whatever is not whole or not of the simplest
 * form: Node's parser has the last word on those.
 */
export function readPlainHead(data: Buffer): PlainHead | undefined {
  const end = data.subarray(0, MAX_HEAD_BYTES).indexOf(END);
  if (end < 0) return undefined;
  const [first, ...lines] = data.toString('latin1', 0, end).split('\r\n');
  if (first !== REQUEST_LINE) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const key = name.toLowerCase();
    if (NOT_PLAIN.has(key) || headers.has(key)) return undefined;
    headers.set(key, value);
  }
  const length = headers.get('content-length') ?? '';
  const connection = headers.get('connection')?.toLowerCase() ?? 'keep-alive';
  if (!LENGTH.test(length) || !headers.has('host') || connection !== 'keep-alive') return undefined;
  return { bytes: end + END.length, contentLength: Number(length), contentType: headers.get('content-type') };
}

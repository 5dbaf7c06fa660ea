import { expect, test } from '@jest/globals';
import { readPlainHead } from './plain-head.ts';

const read = (...lines: string[]) => readPlainHead(Buffer.from([...lines, '', 'body'].join('\r\n')));
const FIRST = 'POST /invocations HTTP/1.1';
const PLAIN = [FIRST, 'Host: localhost', 'Content-Length: 4'] as const;

test('reads the head of a plain request', () => {
  const head = read(...PLAIN, 'content-type:  text/csv ', 'Connection: Keep-Alive');
  expect({ ...head, headers: { ...head?.headers } }).toEqual({
    bytes: 116,
    method: 'POST',
    url: '/invocations',
    headers: {
      host: 'localhost',
      'content-length': '4',
      'content-type': 'text/csv',
      connection: 'Keep-Alive',
    },
    contentLength: 4,
  });
});

test('a request without a length has no body', () => {
  expect(read('GET /a?b=c HTTP/1.1', 'Host: a')).toMatchObject({ url: '/a?b=c', contentLength: 0 });
});

test.each([
  ['another version', ['POST /invocations HTTP/1.0', 'Host: a', 'Content-Length: 4']],
  ['another protocol', ['PRI * HTTP/2.0', 'Host: a']],
  ['the address of a proxy', ['GET http://a/ HTTP/1.1', 'Host: a']],
  ['no host', [FIRST, 'Content-Length: 4']],
  ['a signed length', [FIRST, 'Host: a', 'Content-Length: +4']],
  ['a length in other digits', [FIRST, 'Host: a', 'Content-Length: 0x4']],
  ['an empty length', [FIRST, 'Host: a', 'Content-Length: ']],
  ['two lengths', [...PLAIN, 'content-length: 5']],
  ['chunks', [...PLAIN, 'Transfer-Encoding: chunked']],
  ['an expectation', [...PLAIN, 'Expect: 100-continue']],
  ['an end of the connection', [...PLAIN, 'Connection: close']],
  ['an upgrade', [...PLAIN, 'Upgrade: h2c']],
  ['a folded header', [...PLAIN, 'X-A: 1', '  2']],
  ['a space before the colon', [...PLAIN, 'X-A : 1']],
  ['a line feed alone', [...PLAIN, 'X-A: 1\nX-B: 2']],
])('leaves %s to Node', (_, lines) => {
  expect(read(...lines)).toBeUndefined();
});

test('leaves a head that is not whole to Node', () => {
  expect(readPlainHead(Buffer.from(PLAIN.join('\r\n')))).toBeUndefined();
});

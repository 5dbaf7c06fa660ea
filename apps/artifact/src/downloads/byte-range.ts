import type { ByteRange } from '@millrace/artifact-stores/store/artifact-store';

/**
 * The bytes that a Range header asks for of a file of `size` bytes. Undefined is all of it: there is no header, or it asks
 * for several ranges, which a server may answer with the whole. Sizes and places are in bytes.
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | 'malformed' | 'beyond' | undefined {
  if (header === undefined) return undefined;
  const [, list] = /^\s*bytes\s*=(.*)$/i.exec(header) ?? [];
  if (list === undefined) return 'malformed';
  const ranges = list.split(',').filter((range) => range.trim() !== '');
  const parsed = ranges.map((range) => /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(range));
  if (parsed.length === 0 || parsed.some((match) => match === null || match[1] + (match[2] ?? '') === ''))
    return 'malformed';
  if (parsed.length > 1) return undefined;
  const [, first = '', last = ''] = parsed[0] ?? [];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(first) > Number(last)) return 'malformed';
  return start > end ? 'beyond' : { start, end };
}

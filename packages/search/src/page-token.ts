import { createHash } from 'node:crypto';
import { invalidParameter } from '@millrace/contracts/errors';
import { reprBytes } from './python-repr.ts';
import type { SortKey, SortType } from './sql/sort-keys.ts';

/**
 * Where a page starts: after the row with these sort values, or, in a token of the kind that MLflow makes, behind so many
 * rows. To clients a token is opaque.
 */
export type PageStart = { readonly after: readonly unknown[] } | { readonly offset: number };

export const FIRST_PAGE: PageStart = { offset: 0 };

/** What a token is bound to: everything of the query that decides which rows come in which order. */
export function queryDigest(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

/** The token for the page after a row; `values` are the row's sort values, in the order of the keys. */
export function writePageToken(digest: string, values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify({ query: digest, after: values })).toString('base64');
}

/** Reads a token. Throws INVALID_PARAMETER_VALUE where it is broken, or was made for another query. */
export function readPageToken(
  token: string | undefined,
  digest: string,
  keys: readonly Pick<SortKey, 'type' | 'nullable'>[],
): PageStart {
  if (!token) return FIRST_PAGE;
  const parsed = parseToken(token);
  const { query, after, offset } = parsed;
  if (offset !== undefined) return { offset: readOffset(offset) };
  if (query === undefined)
    throw invalidParameter(`Invalid page token, parsed value=${JSON.stringify(parsed)}`);
  if (query !== digest)
    throw invalidParameter(
      'Invalid page token: it was made for a search with another filter, order or place.',
    );
  if (
    !Array.isArray(after) ||
    after.length !== keys.length ||
    !keys.every(({ type, nullable }, at) => (nullable && after[at] === null) || fits(type, after[at]))
  )
    throw invalidParameter('Invalid page token: it does not hold a place in this search.');
  return { after };
}

/** Throws where a token cannot be read at all: for searches that look at it before they look at the rest. */
export function requireReadable(token: string | undefined): void {
  if (token) parseToken(token);
}

/** As Python's base64 reads it: what is no digit is skipped, but the padding must be there. */
function parseToken(token: string): Record<string, unknown> {
  const [digits, padding] = splitPadding(token.replace(/[^A-Za-z0-9+/=]/g, ''));
  if (digits.length % 4 === 1 || (digits.length % 4 > 0 && (digits.length + padding.length) % 4 !== 0))
    throw invalidParameter('Invalid page token, could not base64-decode');
  const decoded = Buffer.from(digits, 'base64');
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoded.toString());
  } catch {
    throw invalidParameter(`Invalid page token, decoded value=${reprBytes(decoded)}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalidParameter(`Invalid page token, decoded value=${reprBytes(decoded)}`);
  return parsed as Record<string, unknown>;
}

function splitPadding(text: string): [string, string] {
  const start = text.indexOf('=');
  return start < 0 ? [text, ''] : [text.slice(0, start), /^=+/.exec(text.slice(start))?.[0] ?? ''];
}

function readOffset(offset: unknown): number {
  const value = Number(typeof offset === 'string' ? offset.trim() || NaN : offset);
  if (!Number.isSafeInteger(value) || value === 0)
    throw invalidParameter(`Invalid page token, not stringable ${String(offset)}`);
  return Math.max(0, value);
}

function fits(type: SortType, value: unknown): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'bigint':
      return Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,18}$/.test(value));
    case 'float8':
      return typeof value === 'number' || value === 'NaN';
    default:
      return typeof value === 'string' && /^[0-9a-f-]{32,36}$/.test(value);
  }
}

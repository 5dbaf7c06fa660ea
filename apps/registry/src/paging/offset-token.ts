import { invalidParameter } from '@millrace/contracts/errors';
import { parseJson } from '@millrace/contracts/wire/json';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { reprBytes } from '@millrace/search/python-repr';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const INTEGER = /^\s*[+-]?\d+(_\d+)*\s*$/;
const MAX_OFFSET = Number.MAX_SAFE_INTEGER;

/** The token that leads to the page after `offset` rows (MLflow's SearchUtils): base64 of `{"offset": 100}`. */
export function offsetToken(offset: number): string {
  return Buffer.from(`{"offset": ${offset}}`).toString('base64');
}

/** How many rows a page token skips, 0 without one. Throws INVALID_PARAMETER_VALUE for what is no such token. */
export function readOffsetToken(token: string | undefined): number {
  if (!token) return 0;
  const offset = offsetIn(decodedToken(token));
  const value = Number(offset);
  // A negative offset is none, as SQLite has it.
  return Math.min(Math.max(value, 0), MAX_OFFSET);
}

function decodedToken(token: string): unknown {
  // Python's decoder passes over characters that are not of the alphabet, and wants the padding.
  const letters = token.replace(/[^A-Za-z0-9+/=]/g, '');
  if (!BASE64.test(letters) || letters.length % 4 !== 0)
    throw invalidParameter('Invalid page token, could not base64-decode');
  const bytes = Buffer.from(letters, 'base64');
  try {
    return parseJson(bytes.toString());
  } catch {
    throw invalidParameter(`Invalid page token, decoded value=${reprBytes(bytes)}`);
  }
}

function offsetIn(parsed: unknown): number | string {
  const offset =
    typeof parsed === 'object' && parsed !== null ? (parsed as { offset?: unknown }).offset : undefined;
  if (!offset) throw invalidParameter(`Invalid page token, parsed value=${pythonRepr(parsed)}`);
  if (typeof offset === 'number' && Number.isFinite(offset)) return Math.trunc(offset);
  if (typeof offset === 'string' && INTEGER.test(offset)) return offset.replaceAll('_', '');
  throw invalidParameter(`Invalid page token, not stringable ${pythonRepr(offset).replace(/^'|'$/g, '')}`);
}

import { invalidParameter } from '@millrace/contracts/errors';
import { pythonInt } from '@millrace/contracts/wire/checks';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { reprBytes } from '@millrace/search/python-repr';

/** MLflow's page tokens: an offset in JSON in base64. */
export function createPageToken(offset: number): string {
  return Buffer.from(`{"offset": ${offset}}`).toString('base64');
}

/** The offset of a page token; an absent one stands for the start. Throws INVALID_PARAMETER_VALUE for what is none. */
export function parsePageToken(token: string): number {
  if (token === '') return 0;
  // Python drops what is no base64 digit, but wants the padding right.
  const digits = token.replace(/[^A-Za-z0-9+/=]/g, '');
  if (digits.replace(/=+$/, '').length % 4 === 1 || digits.length % 4 !== 0)
    throw invalidParameter('Invalid page token, could not base64-decode');
  const bytes = Buffer.from(digits, 'base64');
  const json = parse(bytes.toString('latin1'));
  if (json === undefined) throw invalidParameter(`Invalid page token, decoded value=${reprBytes(bytes)}`);
  const offset =
    typeof json === 'object' && json !== null ? (json as { offset?: unknown }).offset : undefined;
  if (!offset) throw invalidParameter(`Invalid page token, parsed value=${pythonRepr(json)}`);
  const number = pythonInt(offset);
  if (number === undefined || number < 0 || !Number.isSafeInteger(number))
    throw invalidParameter(`Invalid page token, not stringable ${pythonRepr(offset)}`);
  return number;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

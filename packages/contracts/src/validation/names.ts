import { invalidParameter } from '../errors.ts';
import { pythonJson, pythonRepr } from '../wire/python-text.ts';

/** The rules for names of metrics, parameters and tags (mlflow/utils/validation.py), with the words of its errors. */

/** MLflow's bounds on lengths, in characters (code points). */
export const MAX_KEY_LENGTH = 250;
export const MAX_PARAM_VALUE_LENGTH = 6000;
export const MAX_TAG_VALUE_LENGTH = 8000;

// The usual names, told apart quickly; the rest takes the long way.
const PLAIN_NAME = /^\w[\w-]*$/;
// Python's \w is letters and numbers of every script, and its $ also matches before a last line break.
const NAME = /^[/\p{L}\p{N}_.\- :]*\n?$/u;

/** Throws INVALID_PARAMETER_VALUE unless the name has only the characters MLflow allows and is a path that means itself. */
export function checkName(name: string, path: string): void {
  if (PLAIN_NAME.test(name)) return;
  if (!NAME.test(name))
    throw invalidValue(
      path,
      name,
      'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).',
    );
  checkMeansItself(name, path);
}

/** Throws INVALID_PARAMETER_VALUE unless a name, taken for a path, is the normal form of itself and stays in its folder. */
export function checkMeansItself(name: string, path: string): void {
  const normal = normalPath(name);
  if (normal !== name || normal === '.' || normal.startsWith('..') || normal.startsWith('/'))
    throw invalidValue(
      path,
      name,
      'Names may be treated as files in certain cases, and must not resolve to other names when treated as such. ' +
        `This name would resolve to ${pythonRepr(normal)}`,
    );
}

/** Throws INVALID_PARAMETER_VALUE when a text has more than `limit` characters. `what` names it in the message. */
export function checkLength(what: string, limit: number, value: string): void {
  if (isLonger(value, limit))
    throw invalidParameter(`'${what}' exceeds the maximum length of ${limit} characters`);
}

/** The first `limit` characters. */
export function truncate(value: string, limit: number): string {
  return isLonger(value, limit) ? Array.from(value).slice(0, limit).join('') : value;
}

/** Throws INVALID_PARAMETER_VALUE when a text holds U+0000, which PostgreSQL cannot store. */
export function checkStorable(what: string, value: string): void {
  if (value.includes('\u0000'))
    throw invalidParameter(
      `'${what}' must not contain the zero character (U+0000), which the database cannot store.`,
    );
}

/** MLflow's error for a value that is not right. */
export function invalidValue(path: string, value: unknown, reason?: string): Error {
  const start = `Invalid value ${pythonJson(value)} for parameter '${path}' supplied`;
  return invalidParameter(reason === undefined ? `${start}.` : `${start}: ${reason}`);
}

function isLonger(value: string, limit: number): boolean {
  // A character takes one or two units, so most texts need no count.
  if (value.length <= limit) return false;
  if (value.length > 2 * limit) return true;
  return Array.from(value).length > limit;
}

/** Python's posixpath.normpath. */
function normalPath(path: string): string {
  if (path === '') return '.';
  const root = path.startsWith('//') && !path.startsWith('///') ? '//' : path.startsWith('/') ? '/' : '';
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && (kept.length === 0 || kept.at(-1) === '..'))) kept.push(part);
    else kept.pop();
  }
  return root + kept.join('/') || '.';
}

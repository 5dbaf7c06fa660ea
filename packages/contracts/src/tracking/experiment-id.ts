import { invalidParameter, notFound } from '../errors.ts';

const MAX_EXPERIMENT_ID = 2 ** 31 - 1;
// What Python's int() takes: white space around, a sign, digits of any script with single underscores between.
// eslint-disable-next-line no-control-regex
const PYTHON_INTEGER = /^[\s\x1c-\x1f]*([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)[\s\x1c-\x1f]*$/u;

/**
 * The number that an experiment's id on the wire stands for. Throws INVALID_PARAMETER_VALUE when Python's int() would
 * fail, and RESOURCE_DOES_NOT_EXIST when the number is past what an experiment can have.
 */
export function parseExperimentId(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const [, sign = '', digits] = PYTHON_INTEGER.exec(text) ?? [];
  if (digits === undefined)
    throw invalidParameter(`Invalid experiment ID '${text}'. Experiment ID must be a valid integer.`);
  const plain = Array.from(digits, (digit) => (digit === '_' ? '' : digitValue(digit))).join('');
  const normal = (sign === '-' ? '-' : '') + (plain.replace(/^0+(?=\d)/, '') || '0');
  const number = Number(normal);
  if (!Number.isSafeInteger(number) || Math.abs(number) > MAX_EXPERIMENT_ID) throw noExperiment(normal);
  return number;
}

/** MLflow's answer for an id that names no experiment: 404. */
export function noExperiment(id: number | string): Error {
  return notFound(`No Experiment with id=${id} exists`);
}

/** Decimal digits stand in Unicode in runs of ten, 0 to 9. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return (code - start) % 10;
}

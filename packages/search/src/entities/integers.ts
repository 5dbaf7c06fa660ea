import { invalidParameter } from '@millrace/contracts/errors';
import { isList, isNumber, type NumberValue, type Value } from '../filter.ts';
import { reprText, reprTuple } from '../python-repr.ts';

const INTEGER = /^\s*[+-]?\d+(_\d+)*\s*$/;

/** A value that an integer column is compared with: text of digits will do, a number with a point will not (Python's int()). */
export function requireInteger(key: string, value: Value, quoteFloat: boolean): NumberValue {
  if (isNumber(value) && value.number === 'integer') return value;
  if (typeof value === 'string' && INTEGER.test(value))
    return { number: 'integer', digits: value.trim().replaceAll('_', '').replace(/^\+/, '') };
  throw invalidParameter(`Invalid value for numeric attribute '${key}': ${written(value, quoteFloat)}`);
}

function written(value: Value, quoteFloat: boolean): string {
  if (isNumber(value)) return quoteFloat ? reprText(pythonFloat(value.digits)) : pythonFloat(value.digits);
  return isList(value) ? reprTuple(value) : reprText(value ?? '');
}

/** str() of a float in Python: always with a point or an exponent. */
function pythonFloat(digits: string): string {
  const value = Number(digits);
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e16 || size < 1e-4))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

import { pythonFloat } from '@millrace/contracts/wire/python-text';

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INT = /^[-+]?(?:0b[01_]+|0[0-7_]+|0x[\da-fA-F_]+|0|[1-9][\d_]*)$/;
const SEXAGESIMAL_INT = /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/;
// Unlike YAML's own rule, an exponent needs a dot before it and a sign, and a sign a digit behind it: 1e-3 and -.5 are texts.
const FLOAT = /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?)$/;
const INFINITY = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * What a plain scalar stands for, as text: PyYAML reads it by YAML 1.1 (yaml/resolver.py), and MLflow hands on `str` of that, so
 * `yes` is `True`, `010` is `8` and `0.10` is `0.1`. Undefined for a null.
 */
export function plainScalar(text: string): string | undefined {
  if (NULL.test(text)) return undefined;
  if (TRUE.test(text)) return 'True';
  if (FALSE.test(text)) return 'False';
  if (INT.test(text)) return integer(text.replaceAll('_', ''));
  if (SEXAGESIMAL_INT.test(text)) return sexagesimal(text.replaceAll('_', ''));
  if (FLOAT.test(text)) return pythonFloat(Number(text.replaceAll('_', '')));
  if (INFINITY.test(text)) return text.startsWith('-') ? '-inf' : 'inf';
  if (NOT_A_NUMBER.test(text)) return 'nan';
  return text;
}

function integer(text: string): string {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  const value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return String(negative ? -value : value);
}

function sexagesimal(text: string): string {
  const digits = text.replace(/^[-+]/, '').split(':');
  const value = digits.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return String(text.startsWith('-') ? -value : value);
}

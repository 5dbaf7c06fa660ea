/** How Python writes a value; MLflow puts such text into its error messages. */

/** The name of the type that Python gives a JSON value. */
export function pythonTypeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      // Whole numbers that are not exact were written as floats: `parseJson` keeps long integers as they are.
      return Number.isSafeInteger(value) ? 'int' : 'float';
    default:
      return 'dict';
  }
}

/** `json.dumps(value, sort_keys=True, separators=(',', ':'))`: keys in order, all but ASCII escaped. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${pythonJson(key)}:${pythonJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escapeUnit);
  if (typeof value === 'number' && !Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : `${value}`;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return pythonFloat(value);
  if (value === undefined) return 'null';
  return `${value as boolean | number | bigint | null}`;
}

function escapeUnit(unit: string): string {
  return unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** `repr()` of what JSON can hold, with objects as dicts. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return pythonTextRepr(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : pythonFloat(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${pythonTextRepr(key)}: ${pythonRepr(item)}`)
      .join(', ')}}`;
  return `${value as number | bigint}`;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function pythonTextRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/(?! )[\p{C}\p{Z}]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      const hex = code.toString(16);
      return (
        NAMED_ESCAPES[character] ??
        (code < 0x100
          ? `\\x${hex.padStart(2, '0')}`
          : code < 0x10000
            ? `\\u${hex.padStart(4, '0')}`
            : `\\U${hex.padStart(8, '0')}`)
      );
    });
  return quote + escaped + quote;
}

/** `repr()` of a float: `1.0`, `1e+16`, `1e-05`, `nan`, `inf`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16)
    return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  // Below 1e-6 JavaScript itself turns to exponents, so numbers this small never come here as such.
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** `json.dumps(value)`: a space behind commas and colons, all but ASCII escaped, keys in the order they have. */
export function pythonDumps(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonDumps).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${pythonJson(key)}: ${pythonDumps(item)}`)
      .join(', ')}}`;
  return pythonJson(value);
}

const PLAIN = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5, useGrouping: false });
const COUNT = new Intl.NumberFormat('en-US');

/**
 * A metric's value for reading: five significant digits, exponents where it is very large or small, words for what is no number.
 * `-0` and `5e-324` come out as they are. MLflow stores infinities as the largest double.
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value >= Number.MAX_VALUE) return '∞';
  if (value <= -Number.MAX_VALUE) return '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return String(value).replace('-', '−');
  if (size >= 1e7 || size < 1e-4) return trimExponent(value.toExponential(4)).replaceAll('-', '−');
  return PLAIN.format(value).replace('-', '−');
}

function trimExponent(text: string): string {
  return text.replace(/\.?0+e/, 'e').replace('e+', 'e');
}

/** As `formatNumber`, with three significant digits: where there is little room. */
export function formatShort(value: number): string {
  return formatNumber(Number.isFinite(value) ? Number(value.toPrecision(3)) : value);
}

/** `12,345`. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** `1 run`, `1,200 runs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A file's size: `0 B`, `1.4 KB`, `23 MB`. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : Number(size.toPrecision(2))} ${UNITS[unit]}`;
}

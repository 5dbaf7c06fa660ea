/** The order of names of groups: numbers as numbers, before all else. */
export function compareTexts(a: string, b: string): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a.localeCompare(b, undefined, { numeric: true });
}

function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

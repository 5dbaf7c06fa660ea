/** A line of RFC 4180. Null and undefined are empty, and so are told apart from the empty text, which is quoted. */
export function csvLine(values: readonly (string | number | bigint | null | undefined)[]): string {
  return `${values.map(csvValue).join(',')}\r\n`;
}

function csvValue(value: string | number | bigint | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

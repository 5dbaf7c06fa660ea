/** What a preview says, without the JSON around it: text alone, and the only value of an object. */
export function previewText(preview: string): string {
  let value: unknown;
  try {
    value = JSON.parse(preview);
  } catch {
    return cutJson(preview);
  }
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return preview;
  const values = Object.values(value);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : preview;
}

/** Previews are cut at their end, which leaves the JSON open. */
function cutJson(preview: string): string {
  const match = /^(?:\{"[^"\\]{1,60}":\s*)?"(.*?)(?:\.\.\.)$/s.exec(preview);
  if (!match) return preview;
  return `${(match[1] ?? '').replaceAll('\\n', ' ').replaceAll('\\"', '"')}…`;
}

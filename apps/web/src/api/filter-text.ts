/** Text as it stands in a filter: `'it''s'` does not exist in the grammar, so that the quotes are chosen by what is in it. */
export function quoted(text: string): string {
  return text.includes("'") ? `"${text.replaceAll('"', '')}"` : `'${text}'`;
}

/** A key after `metrics.`: in backticks or double quotes unless it is a plain word. */
export function quotedKey(key: string): string {
  if (/^[A-Za-z_][\w.]*$/.test(key)) return key;
  return key.includes('`') ? `"${key}"` : `\`${key}\``;
}

/** Both, or the one that is there. */
export function and(left: string, right: string): string {
  if (left.trim() === '') return right;
  if (right.trim() === '') return left;
  return `${/\bOR\b/i.test(left) ? `(${left})` : left} AND ${right}`;
}

/** A pattern for values with this very text in them, whatever signs it has. */
export function likePattern(text: string): string {
  return `%${text.replaceAll('\0', '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

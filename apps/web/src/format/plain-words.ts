const LONGEST = 300;

/** The words of Markdown in one line: for lists, where it cannot be shown as it is meant. */
export function plainWords(markdown: string): string {
  return markdown
    .slice(0, LONGEST)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+/gm, '')
    .replace(/[*_`~|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

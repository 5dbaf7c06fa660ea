/** The first line of a Markdown text as plain words. */
export function firstLine(markdown: string): string {
  const [line = ''] = markdown.trim().split('\n', 1);
  return line
    .slice(0, 400)
    .replace(/^(?:#+|[-*>])\s+/, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}/g, '');
}

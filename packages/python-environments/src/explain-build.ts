/** Which packages could not be had, as pip and uv put it. */
const PATTERNS = [
  /No matching distribution found for (.+)/,
  /Because ([\w.-]+) was not found in the/,
  /Because there (?:is|are) no versions? of ([^\s,]+)/,
  /Because only [^.]*? and you require ([^\s,]+),/,
  /Failed to (?:download|build|fetch):? [`']?([^`'\n]+)[`']?/,
  /Could not find a version that satisfies the requirement (\S+)/,
  /No interpreter found for (Python [\d.]+)/i,
];
const TAIL_LINES = 5;

/** One sentence on why a build failed: the package that cannot be had, or else the last words of the installer. */
export function explainBuild(message: string, output: string): string {
  // Installers wrap their sentences to a width.
  const text = output.replaceAll(/\n\s+/g, ' ');
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined)
      return `${found.trim().replace(/\.$/, '')} cannot be had (${lineOf(text, found)})`;
  }
  const tail = output.trim().split('\n').slice(-TAIL_LINES).join(' ').trim();
  return tail === '' ? message : `${message}: ${tail.slice(-1_000)}`;
}

function lineOf(text: string, part: string): string {
  const line = text.split('\n').find((each) => each.includes(part)) ?? '';
  return line
    .replace(/^\W*(?:ERROR: |error: )?/i, '')
    .trim()
    .slice(0, 500);
}

/**
 * Splits text into words as a POSIX shell does, with quotes and backslashes (Python's shlex, which MLflow reads `key DESC`
 * with). Undefined where a quote does not end.
 */
export function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (' \t\r\n'.includes(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\') {
      if (++at === text.length) return undefined;
      word = (word ?? '') + text.charAt(at);
    } else if (char === "'" || char === '"') {
      const quoted = quotedPart(text, at + 1, char);
      if (!quoted) return undefined;
      word = (word ?? '') + quoted.content;
      at = quoted.end;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function quotedPart(
  text: string,
  start: number,
  quote: string,
): { content: string; end: number } | undefined {
  let content = '';
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return { content, end: at };
    const next = text.charAt(at + 1);
    if (quote === '"' && char === '\\' && (next === '"' || next === '\\')) at++;
    content += text.charAt(at);
  }
  return undefined;
}

/** Python's repr() of text, and of sets and tuples of text: MLflow's messages carry them. */
export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"\p{Cc}\p{Cn}\p{Co}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/gu, (char) => {
    if (char === '\\') return '\\\\';
    if (char === quote) return `\\${quote}`;
    return NAMED[char] ?? (char === ' ' || char === "'" || char === '"' ? char : numbered(char));
  });
  return quote + escaped + quote;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function numbered(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = (digits: number): string => code.toString(16).padStart(digits, '0');
  return code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

export function reprList(items: Iterable<string>): string {
  return `[${[...items].map(reprText).join(', ')}]`;
}

/** A set, in alphabetical order: Python's own changes with every start. */
export function reprSet(items: Iterable<string>): string {
  return `{${[...items].toSorted().map(reprText).join(', ')}}`;
}

export function reprTuple(items: readonly string[]): string {
  const written = items.map(reprText);
  return written.length === 1 ? `(${written[0]},)` : `(${written.join(', ')})`;
}

/** repr() of bytes: what is not printable ASCII is written as its number. */
export function reprBytes(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[^ -~]|['"\\]/g, (char) => {
    if (char === '\\' || char === quote) return `\\${char}`;
    return char === "'" || char === '"' ? char : (NAMED[char] ?? numbered(char));
  });
  return `b${quote}${escaped}${quote}`;
}

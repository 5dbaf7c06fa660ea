const COMPARISON = /[=<>]|\b(?:i?like|rlike|in|is)\b\s*(?:['"(]|not\b|null\b|\()/i;

/** What someone typed to narrow a list, as a filter: the search grammar as it is, and plain words by `byWords`. */
export function typedFilter(text: string, byWords: (words: string) => string): string {
  const typed = text.trim();
  if (typed === '') return '';
  return COMPARISON.test(typed) ? typed : byWords(typed);
}

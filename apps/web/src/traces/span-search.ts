import type { Span } from '../api/spans.ts';

const texts = new WeakMap<Span, string>();

/** What is searched of a span, in small letters: its name, its message, its attributes and events. */
function searchedText(span: Span): string {
  const known = texts.get(span);
  if (known !== undefined) return known;
  const attributes = Object.entries(span.attributes).map(([key, text]) => `${key} ${text}`);
  const events = span.events.map(({ name, attributes: of }) => `${name} ${JSON.stringify(of)}`);
  const text = [span.name, span.statusMessage, span.id, ...attributes, ...events].join('\n').toLowerCase();
  texts.set(span, text);
  return text;
}

/** Whether all words stand in the span. */
export function spanMatches(span: Span, query: string): boolean {
  const text = searchedText(span);
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

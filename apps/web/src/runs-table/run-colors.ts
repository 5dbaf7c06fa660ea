/** Told apart from each other and from both grounds; a run keeps its colour wherever it is shown. */
export const RUN_COLORS = [
  '#0e7c93',
  '#d9722b',
  '#6b5fd3',
  '#2f9156',
  '#c8416b',
  '#a0872b',
  '#3a7bd5',
  '#9a5b3c',
  '#8a3fa8',
  '#4d8f8b',
  '#d0493f',
  '#6f8f2f',
] as const;

/** A run's colour unless one was chosen: by its id alone, so that it is the same for everyone. */
export function runColor(runId: string, chosen: Readonly<Record<string, string>> = {}): string {
  const own = Object.hasOwn(chosen, runId) ? chosen[runId] : undefined;
  if (own !== undefined && /^#[0-9a-f]{6}$/i.test(own)) return own;
  let hash = 0;
  for (const character of runId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return RUN_COLORS[hash % RUN_COLORS.length] ?? RUN_COLORS[0];
}

/**
 * Colours of lines that stay apart for readers who see fewer colours, on light ground and on dark: after Okabe and Ito, made
 * to reach 3:1 on both. A ninth line has the first's colour again: dashes and the legend tell them apart.
 */
export const LINE_COLORS: readonly string[] = [
  '#0f7fb8',
  '#d9730d',
  '#1f9d6b',
  '#c4528f',
  '#8a7a00',
  '#6f62d9',
  '#c8402f',
  '#5f7688',
];

/** The colour of the line at this place in a list. */
export function lineColor(index: number): string {
  return LINE_COLORS[index % LINE_COLORS.length] as string;
}

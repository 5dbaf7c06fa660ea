/** How text looks, by the SGR sequences before it (ECMA-48, and the 256 and 16 million colours of xterm). */
export interface AnsiStyle {
  /** 0 to 15: a colour of the theme; otherwise as CSS writes it. */
  readonly color?: number | string;
  readonly background?: number | string;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderlined?: boolean;
  readonly isInverse?: boolean;
}

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

export const PLAIN: AnsiStyle = {};

// oxlint-disable-next-line no-control-regex
const SEQUENCE = /\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\|$)|[ -/]+[0-~]?|[@-Z\\-_]|.?)/g;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f]/g;

/** What a terminal shows of a line in which the beginning was written over after a carriage return, as progress bars do. */
function lastWritten(line: string): string {
  if (!line.includes('\r')) return line;
  return line.split('\r').findLast((part) => part !== '') ?? '';
}

/** A line's text without what a terminal does not show. */
export function plainText(line: string): string {
  return lastWritten(line).replace(SEQUENCE, '').replace(CONTROL, '');
}

/** A line in pieces that look alike, and how the next line begins. */
export function readAnsi(line: string, begin: AnsiStyle): { spans: AnsiSpan[]; end: AnsiStyle } {
  const shown = lastWritten(line);
  const spans: AnsiSpan[] = [];
  let style = begin;
  let at = 0;
  const take = (end: number): void => {
    const text = shown.slice(at, end).replace(CONTROL, '');
    if (text !== '') spans.push({ text, style });
  };
  for (const match of shown.matchAll(SEQUENCE)) {
    take(match.index);
    at = match.index + match[0].length;
    if (match[2] === 'm') style = changed(style, match[1] ?? '');
  }
  take(shown.length);
  return { spans, end: style };
}

function changed(before: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { color, length } = extendedColor(codes.slice(at + 1));
      if (color !== undefined) style = { ...style, [code === 38 ? 'color' : 'background']: color };
      at += length;
    } else style = code === 0 ? PLAIN : { ...style, ...effectOf(code) };
  }
  return style;
}

const EFFECTS: Readonly<Record<number, object>> = {
  1: { isBold: true },
  2: { isDim: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  22: { isBold: false, isDim: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
  39: { color: undefined },
  49: { background: undefined },
};

function effectOf(code: number): object {
  if (code >= 30 && code <= 37) return { color: code - 30 };
  if (code >= 40 && code <= 47) return { background: code - 40 };
  if (code >= 90 && code <= 97) return { color: code - 82 };
  if (code >= 100 && code <= 107) return { background: code - 92 };
  return EFFECTS[code] ?? {};
}

/** `5;N` of the palette of 256, or `2;R;G;B`; and how many codes it took. */
function extendedColor(codes: readonly number[]): { color: number | string | undefined; length: number } {
  const [kind, ...values] = codes;
  if (kind === 5) return { color: paletteColor(values[0] ?? 0), length: 2 };
  if (kind === 2) return { color: `rgb(${values.slice(0, 3).map(byte).join(' ')})`, length: 4 };
  return { color: undefined, length: 1 };
}

const byte = (value: number): number => Math.min(255, Math.max(0, Math.trunc(value) || 0));

function paletteColor(value: number): number | string {
  const index = byte(value);
  if (index < 16) return index;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const cube = index - 16;
  const level = (part: number): number => (part === 0 ? 0 : 55 + part * 40);
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

import type { CSSProperties, ReactNode } from 'react';
import { classes } from '../../components/classes.ts';
import { formatCount } from '../../format/numbers.ts';
import type { AnsiSpan, AnsiStyle } from './ansi.ts';
import styles from './log.module.css';
import type { LogLines } from './log-lines.ts';
import { occurrences } from './log-search.ts';

export interface LogLineProps {
  readonly lines: LogLines;
  readonly number: number;
  /** What is searched for: it is marked. */
  readonly wanted: string;
}

/** A line of a log in its colours. */
export function LogLine({ lines, number, wanted }: LogLineProps): ReactNode {
  const { spans, omitted } = lines.spans(number);
  return (
    <>
      {marked(spans, wanted).map(({ text, style, isMarked }, index) => {
        const look = lookOf(style);
        const Tag = isMarked ? 'mark' : 'span';
        return (
          <Tag key={index} className={look.className || undefined} style={look.style}>
            {text}
          </Tag>
        );
      })}
      {omitted > 0 && (
        <span className={styles['omitted']}> … {formatCount(omitted)} more characters: download the log</span>
      )}
    </>
  );
}

interface MarkedSpan extends AnsiSpan {
  readonly isMarked?: boolean;
}

/** The spans, cut where what is searched for begins and ends: that may lie over several. */
function marked(spans: readonly AnsiSpan[], wanted: string): readonly MarkedSpan[] {
  const places = wanted === '' ? [] : occurrences(spans.map(({ text }) => text).join(''), wanted);
  if (places.length === 0) return spans;
  const cuts = places.flat();
  let offset = 0;
  return spans.flatMap(({ text, style }) => {
    const begin = offset;
    offset += text.length;
    const inner = [...new Set([begin, ...cuts.filter((cut) => cut > begin && cut < offset), offset])];
    return inner.slice(0, -1).map((from, index) => ({
      text: text.slice(from - begin, (inner[index + 1] ?? offset) - begin),
      style,
      isMarked: places.some(([start, end]) => start <= from && from < end),
    }));
  });
}

function lookOf(style: AnsiStyle): { className: string; style: CSSProperties | undefined } {
  const { color, background, isInverse } = style;
  const [front, back] = isInverse ? [undefined, color ?? 'var(--ink)'] : [color, background];
  const css: CSSProperties = {
    ...(front !== undefined && { color: readable(front) }),
    ...(back !== undefined && {
      background: `color-mix(in oklab, ${cssOf(back)} 25%, var(--surface))`,
    }),
  };
  return {
    className: classes(
      style.isBold && styles['bold'],
      style.isDim && styles['dim'],
      style.isItalic && styles['italic'],
      style.isUnderlined && styles['underlined'],
    ),
    style: Object.keys(css).length === 0 ? undefined : css,
  };
}

const cssOf = (color: number | string): string =>
  typeof color === 'number' ? `var(--ansi-${color})` : color;

/** Colours are meant for a terminal's dark ground, or its light one: each is made as dark, or as light, as this ground needs. */
function readable(color: number | string): string {
  if (typeof color === 'number') return cssOf(color);
  return `light-dark(oklch(from ${color} min(l, 0.52) c h), oklch(from ${color} max(l, 0.72) c h))`;
}

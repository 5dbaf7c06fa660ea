import type { CSSProperties, ReactNode } from 'react';
import styles from './deployment.module.css';

export interface Series {
  readonly name: string;
  readonly color: string;
  /** Values by time, oldest first; undefined where there is none, which breaks the line. */
  readonly values: readonly (number | undefined)[];
}

export interface SeriesChartProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** What the ends of the time are called. */
  readonly from: string;
  readonly to: string;
}

const WIDTH = 600;
const HEIGHT = 120;

/** A small line chart over time. */
export function SeriesChart({ title, series, format, from, to }: SeriesChartProps): ReactNode {
  const most = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 0);
  const last = series.map(({ name, values }) => `${name}: ${told(values.at(-1), format)}`).join(', ');
  return (
    <figure className={styles['chart']} style={{ margin: 0 }}>
      <h3>
        <span>{title}</span>
        <span className="tabular">at most {format(most)}</span>
      </h3>
      <svg
        className={styles['plot']}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}, now ${last}`}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {series.flatMap(({ name, color, values }) =>
          lines(values, most === 0 ? 1 : most).map((points) => (
            <polyline key={`${name} ${points}`} points={points} stroke={color} />
          )),
        )}
      </svg>
      <div className={styles['axis']}>
        <span>{from}</span>
        <span>{to}</span>
      </div>
      <ul className={styles['legend']}>
        {series.map(({ name, color, values }) => (
          <li key={name} style={{ '--series': color } as CSSProperties}>
            {name} <span className="soft tabular">{told(values.at(-1), format)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function told(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? 'none' : format(value);
}

/** The points of each unbroken piece of a line. */
function lines(values: readonly (number | undefined)[], most: number): string[] {
  const pieces: string[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === undefined) {
      pieces.push([]);
      continue;
    }
    const x = (index / Math.max(1, values.length - 1)) * WIDTH;
    const y = HEIGHT - (value / most) * (HEIGHT - 4);
    pieces.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  }
  // A lone point is drawn as a short line.
  return pieces
    .filter((piece) => piece.length > 0)
    .map((piece) => (piece.length === 1 ? [...piece, ...piece] : piece).join(' '));
}

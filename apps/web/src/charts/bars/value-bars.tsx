import { type ReactNode, useEffect, useState } from 'react';
import { formatNumber } from '../../format/numbers.ts';
import { useHighlight } from '../highlight.ts';
import styles from './value-bars.module.css';

export interface ValueBar {
  readonly id: string;
  readonly runIds: readonly string[];
  readonly label: string;
  readonly color: string;
  readonly value: number;
  /** The lowest and highest of a group, whose mean `value` is. */
  readonly spread: readonly [low: number, high: number] | undefined;
}

/** Values side by side, a row for each: a chart that reads as a table. */
export function ValueBars({
  title,
  bars,
}: {
  readonly title: string;
  readonly bars: readonly ValueBar[];
}): ReactNode {
  const highlight = useHighlight();
  const [lit, setLit] = useState(highlight.current);
  useEffect(() => highlight.subscribe(setLit), [highlight]);
  const values = bars
    .flatMap(({ value, spread }) => [value, ...(spread ?? [])])
    .filter((value) => Math.abs(value) < Number.MAX_VALUE);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const share = (value: number): number =>
    high > low ? ((Math.max(low, Math.min(high, value || 0)) - low) / (high - low)) * 100 : 0;
  const zero = share(0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroll']} role="region" aria-label={`${title} as bars`} tabIndex={0}>
      <table className={styles['bars']}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Run</th>
            <th scope="col">{title}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ id, runIds, label, color, value, spread }) => (
            <tr
              key={id}
              data-dim={(lit !== undefined && !runIds.includes(lit)) || undefined}
              onPointerEnter={() => highlight.point(runIds.length === 1 ? runIds[0] : undefined)}
              onPointerLeave={() => highlight.point(undefined)}
            >
              <th scope="row" title={label}>
                <bdi>{label}</bdi>
              </th>
              <td>
                <span className={styles['lane']}>
                  <span
                    className={styles['bar']}
                    style={{
                      left: `${Math.min(zero, share(value))}%`,
                      width: `${Math.abs(share(value) - zero)}%`,
                      background: color,
                    }}
                  />
                  {spread && (
                    <span
                      className={styles['spread']}
                      style={{
                        left: `${share(spread[0])}%`,
                        width: `${share(spread[1]) - share(spread[0])}%`,
                      }}
                    />
                  )}
                </span>
                <span className={styles['value']}>{formatNumber(value)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

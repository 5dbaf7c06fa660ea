import type { ReactNode } from 'react';
import type { LineAxis } from '../../api/histories.ts';
import { formatNumber } from '../../format/numbers.ts';
import styles from './trace-table.module.css';
import { isDrawn } from './draw.ts';
import { formatX } from './format-x.ts';
import type { Trace } from './trace.ts';

export interface TraceFacts {
  readonly last: number;
  readonly lastX: number;
  readonly lowest: number;
  readonly highest: number;
}

const known = new WeakMap<Trace, TraceFacts | undefined>();

/** What a reader would look for in a line; undefined when it holds no number. */
export function factsOf(trace: Trace): TraceFacts | undefined {
  if (!known.has(trace)) known.set(trace, findFacts(trace));
  return known.get(trace);
}

function findFacts({ xs, ys, faint }: Trace): TraceFacts | undefined {
  const values = faint ?? { xs, ys };
  let [lowest, highest, lastAt] = [Infinity, -Infinity, -1];
  for (const [i, y] of values.ys.entries()) {
    if (!isDrawn(y)) continue;
    lowest = Math.min(lowest, y);
    highest = Math.max(highest, y);
    lastAt = i;
  }
  if (lastAt < 0) return undefined;
  return { last: values.ys[lastAt] as number, lastX: values.xs[lastAt] as number, lowest, highest };
}

/** The lines of a chart as a table: what a screen reader, or a reader who wants numbers, takes from it. */
export function TraceTable({
  title,
  traces,
  axis,
  xLabel,
}: {
  readonly title: string;
  readonly traces: readonly Trace[];
  readonly axis: LineAxis;
  readonly xLabel: string;
}): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={`${title} as a table`}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Last</th>
            <th scope="col">{xLabel}</th>
            <th scope="col">Lowest</th>
            <th scope="col">Highest</th>
          </tr>
        </thead>
        <tbody>
          {traces.map((trace) => {
            const facts = factsOf(trace);
            return (
              <tr key={trace.id}>
                <th scope="row" title={trace.label}>
                  <span className={styles['swatch']} style={{ background: trace.color }} />
                  <bdi>{trace.label}</bdi>
                </th>
                <td>{facts ? formatNumber(facts.last) : (trace.odd[0]?.kind ?? '–')}</td>
                <td>{facts ? formatX(facts.lastX, axis) : '–'}</td>
                <td>{facts ? formatNumber(facts.lowest) : '–'}</td>
                <td>{facts ? formatNumber(facts.highest) : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

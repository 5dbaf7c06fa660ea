import type { ReactNode } from 'react';
import { ValueBars } from '../bars/value-bars.tsx';
import { isDrawn } from './draw.ts';
import type { Trace } from './trace.ts';

/** A metric that each run logged once is no line: bars compare it. */
export function SingleValues({
  title,
  traces,
}: {
  readonly title: string;
  readonly traces: readonly Trace[];
}): ReactNode {
  const bars = traces.map(({ id, runIds, label, color, ys, odd, band }) => {
    const value = ys[0] ?? NaN;
    const odds = { NaN, '+∞': Infinity, '−∞': -Infinity };
    return {
      id,
      runIds,
      label,
      color,
      value: isDrawn(value) ? value : odd[0] ? odds[odd[0].kind] : NaN,
      spread: band && ([band.lows[0] ?? value, band.highs[0] ?? value] as const),
    };
  });
  return <ValueBars title={title} bars={bars} />;
}

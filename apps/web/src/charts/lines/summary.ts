import { counted, formatNumber } from '../../format/numbers.ts';
import { axisLabel, type LineSettings } from '../line-settings.ts';
import type { Range } from './extent.ts';
import { formatX } from './format-x.ts';
import { factsOf } from './trace-table.tsx';
import type { Trace } from './trace.ts';

/** A chart in a sentence, for those who do not see it. */
export function summaryOf(title: string, traces: readonly Trace[], settings: LineSettings, x: Range): string {
  let lowest: { value: number; label: string } | undefined;
  let highest: { value: number; label: string } | undefined;
  for (const trace of traces) {
    const facts = factsOf(trace);
    if (!facts) continue;
    if (!lowest || facts.last < lowest.value) lowest = { value: facts.last, label: trace.label };
    if (!highest || facts.last > highest.value) highest = { value: facts.last, label: trace.label };
  }
  const span = `${formatX(x[0], settings.x)} to ${formatX(x[1], settings.x)}`;
  const text = `Line chart: ${title} over ${axisLabel(settings).toLowerCase()}, ${span}, ${counted(traces.length, 'line')}.`;
  if (!lowest || !highest) return text;
  if (traces.length === 1) return `${text} Last value ${formatNumber(lowest.value)}.`;
  return (
    `${text} Last values from ${formatNumber(lowest.value)} (${lowest.label}) ` +
    `to ${formatNumber(highest.value)} (${highest.label}).`
  );
}

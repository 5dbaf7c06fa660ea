import { formatNumber } from '../../format/numbers.ts';
import { fieldName, type RunField } from '../chart-spec.ts';
import type { RunValues } from '../run-values.ts';
import type { FieldAxis } from './axis-values.ts';
import type { ChartLook } from './look.ts';

const MOST_CHARACTERS = 26;

export function shortened(text: string, most = MOST_CHARACTERS): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** An axis of a grid, of numbers or of texts. */
export function gridAxis(
  field: RunField,
  axis: FieldAxis,
  look: ChartLook,
  isX: boolean,
  bounds?: readonly [number, number],
): object {
  return {
    ...(axis.type === 'number' ? { type: 'value', scale: true } : { type: 'category', data: axis.texts }),
    ...(bounds && { min: bounds[0], max: bounds[1] }),
    name: shortened(fieldName(field), 40),
    nameLocation: 'middle',
    nameGap: isX ? 24 : 44,
    nameTextStyle: { color: look.soft },
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line }, show: axis.type === 'number' },
    axisLabel: {
      color: look.soft,
      fontSize: 11,
      hideOverlap: true,
      // Bounds that come from data are no round numbers.
      ...(bounds && { showMinLabel: false, showMaxLabel: false }),
      formatter: (value: number | string) =>
        typeof value === 'number' ? formatNumber(value) : shortened(value, isX ? 14 : 10),
    },
  };
}

export const GRID = { left: 62, right: 18, top: 12, bottom: 44 };

/** `lr: 0.001` */
export function fieldLine(field: RunField, runId: string, values: RunValues): string {
  const value = values(runId, field);
  return `${shortened(fieldName(field), 40)}: ${typeof value === 'number' ? formatNumber(value) : (value ?? '–')}`;
}

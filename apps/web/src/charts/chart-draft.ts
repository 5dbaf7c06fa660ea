import type { ChartsBoardProps } from './charts-board.tsx';
import type { ChartItem, ChartKind, ChartSpec, RunField } from './chart-spec.ts';
import type { LineSettings } from './line-settings.ts';

export const KIND_NAMES: readonly (readonly [ChartKind, string])[] = [
  ['line', 'Lines over steps or time'],
  ['bar', 'Bars'],
  ['scatter', 'Scatter plot'],
  ['parallel', 'Parallel coordinates'],
  ['contour', 'Contour plot'],
  ['box', 'Box plot'],
];

/** What is chosen for a chart while it is edited, for every kind that it may become. */
export interface ChartDraft {
  readonly kind: ChartKind;
  readonly title: string;
  readonly keys: readonly string[];
  readonly x: RunField | undefined;
  readonly y: RunField | undefined;
  /** A scatter plot's colour, a contour plot's height. */
  readonly z: RunField | undefined;
  readonly fields: readonly RunField[];
  readonly field: RunField | undefined;
  readonly groupBy: RunField | undefined;
  readonly settings: Partial<LineSettings>;
}

/** A chart as a draft; for a new one, what is likely wanted of these keys. */
export function draftOf(item: ChartItem | undefined, keys: ChartsBoardProps['keys']): ChartDraft {
  const metrics = keys.metrics.map((key) => `metrics.${key}`);
  const params = keys.params.map((key) => `params.${key}`);
  const likely: ChartDraft = {
    kind: 'line',
    title: '',
    keys: keys.metrics.slice(0, 1),
    x: params[0] ?? metrics[1],
    y: metrics[0] ?? params[1],
    z: undefined,
    fields: [...params.slice(0, 4), ...metrics.slice(0, 1)],
    field: metrics[0],
    groupBy: undefined,
    settings: {},
  };
  if (!item) return likely;
  const { spec, title = '', settings } = item;
  const own = { ...likely, kind: spec.kind, title, settings };
  switch (spec.kind) {
    case 'line':
      return { ...own, keys: spec.keys };
    case 'bar':
    case 'box':
      return { ...own, field: spec.field, groupBy: spec.groupBy };
    case 'scatter':
      return { ...own, x: spec.x, y: spec.y, z: spec.color };
    case 'contour':
      return { ...own, x: spec.x, y: spec.y, z: spec.z };
    default:
      return { ...own, fields: spec.fields };
  }
}

/** The chart that a draft makes; undefined while something is missing. */
export function specOf({ kind, keys, x, y, z, fields, field, groupBy }: ChartDraft): ChartSpec | undefined {
  switch (kind) {
    case 'line':
      return keys.length > 0 ? { kind, keys } : undefined;
    case 'bar':
      return field === undefined ? undefined : { kind, field, groupBy };
    case 'box':
      return field === undefined || groupBy === undefined ? undefined : { kind, field, groupBy };
    case 'scatter':
      return x === undefined || y === undefined ? undefined : { kind, x, y, color: z };
    case 'contour':
      return x === undefined || y === undefined || z === undefined ? undefined : { kind, x, y, z };
    default:
      return fields.length > 1 ? { kind, fields } : undefined;
  }
}

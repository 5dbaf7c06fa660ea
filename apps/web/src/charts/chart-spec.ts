import { type LineSettings, readLineSettings } from './line-settings.ts';

/** A value that a run has, by kind and key: `metrics.loss` (its latest value), `params.lr`, `tags.team`. */
export type RunField = string;

export type ChartSpec =
  | { readonly kind: 'line'; readonly keys: readonly string[] }
  | { readonly kind: 'bar'; readonly field: RunField; readonly groupBy: RunField | undefined }
  | {
      readonly kind: 'scatter';
      readonly x: RunField;
      readonly y: RunField;
      readonly color: RunField | undefined;
    }
  | { readonly kind: 'parallel'; readonly fields: readonly RunField[] }
  | { readonly kind: 'contour'; readonly x: RunField; readonly y: RunField; readonly z: RunField }
  | { readonly kind: 'box'; readonly field: RunField; readonly groupBy: RunField };

export type ChartKind = ChartSpec['kind'];

export interface ChartItem {
  readonly id: string;
  /** Undefined: named after what it shows. */
  readonly title: string | undefined;
  readonly spec: ChartSpec;
  /** Where it differs from how all line charts are drawn. */
  readonly settings: Partial<LineSettings>;
  /** Columns. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

export const DEFAULT_HEIGHT = 230;
export const HEIGHTS = { least: 160, most: 900 };
export const MOST_COLUMNS = 4;

export function fieldName(field: RunField): string {
  return field.slice(field.indexOf('.') + 1);
}

export function titleOf({ title, spec }: ChartItem): string {
  if (title) return title;
  switch (spec.kind) {
    case 'line':
      return spec.keys.join(', ');
    case 'bar':
      return fieldName(spec.field);
    case 'scatter':
      return `${fieldName(spec.y)} by ${fieldName(spec.x)}`;
    case 'parallel':
      return 'Parallel coordinates';
    case 'contour':
      return `${fieldName(spec.z)} over ${fieldName(spec.x)} and ${fieldName(spec.y)}`;
    default:
      return `${fieldName(spec.field)} by ${fieldName(spec.groupBy)}`;
  }
}

/** The run fields that a chart shows. */
export function fieldsOf(spec: ChartSpec): RunField[] {
  switch (spec.kind) {
    case 'line':
      return [];
    case 'bar':
      return [spec.field, spec.groupBy].filter((field) => field !== undefined);
    case 'scatter':
      return [spec.x, spec.y, spec.color].filter((field) => field !== undefined);
    case 'parallel':
      return [...spec.fields];
    case 'contour':
      return [spec.x, spec.y, spec.z];
    default:
      return [spec.field, spec.groupBy];
  }
}

const FIELD = /^(metrics|params|tags)\../s;
const isField = (value: unknown): value is RunField => typeof value === 'string' && FIELD.test(value);

/** A stored chart, if it makes sense. */
export function readChartItem(value: unknown): ChartItem | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, title, spec, settings, width, height } = value as Record<string, unknown>;
  const read = readSpec(spec);
  if (typeof id !== 'string' || !read) return undefined;
  return {
    id,
    title: typeof title === 'string' ? title : undefined,
    spec: read,
    settings: readLineSettings(settings),
    width: readWidth(width) ?? 1,
    height: readHeight(height) ?? DEFAULT_HEIGHT,
  };
}

export function readWidth(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 1 ? Math.min(MOST_COLUMNS, Math.round(value)) : undefined;
}

export function readHeight(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 1
    ? Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, Math.round(value)))
    : undefined;
}

function readSpec(value: unknown): ChartSpec | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, keys, field, fields, x, y, z, color, groupBy } = value as Record<string, unknown>;
  const optional = (each: unknown): RunField | undefined => (isField(each) ? each : undefined);
  if (kind === 'line' && isTexts(keys)) return { kind, keys };
  if (kind === 'bar' && isField(field)) return { kind, field, groupBy: optional(groupBy) };
  if (kind === 'scatter' && isField(x) && isField(y)) return { kind, x, y, color: optional(color) };
  if (kind === 'parallel' && isTexts(fields) && fields.every(isField)) return { kind, fields };
  if (kind === 'contour' && isField(x) && isField(y) && isField(z)) return { kind, x, y, z };
  if (kind === 'box' && isField(field) && isField(groupBy)) return { kind, field, groupBy };
  return undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}

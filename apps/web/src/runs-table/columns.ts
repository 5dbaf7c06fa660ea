import type { CellColumn } from '../api/run-table.ts';
import { quotedKey } from '../api/filter-text.ts';

export type Attribute = 'start' | 'duration' | 'user' | 'status' | 'experiment' | 'id';

/** A column of the runs table; what a metric's shows is its last, least or greatest value, or the one at a step. */
export type Column =
  | { readonly kind: 'attribute'; readonly key: Attribute }
  | { readonly kind: 'param' | 'tag'; readonly key: string }
  | { readonly kind: 'metric'; readonly key: string; readonly at?: MetricAt };

export type MetricAt = 'min' | 'max' | number;

export const ATTRIBUTES: Readonly<Record<Attribute, string>> = {
  start: 'Started',
  duration: 'Duration',
  user: 'User',
  status: 'Status',
  experiment: 'Experiment',
  id: 'Run ID',
};

/** Unique among columns, and stable: what widths, pins and values are kept by. */
export function columnId(column: Column): string {
  if (column.kind === 'metric' && column.at !== undefined) return `metric:${column.at}:${column.key}`;
  return `${column.kind}:${column.key}`;
}

export function columnLabel(column: Column): string {
  if (column.kind === 'attribute') return ATTRIBUTES[column.key];
  if (column.kind !== 'metric' || column.at === undefined) return column.key;
  return typeof column.at === 'number' ? `${column.key} @ ${column.at}` : `${column.at} ${column.key}`;
}

/** What the server is asked for; undefined for attributes, which every row has. */
export function cellColumn(column: Column): CellColumn | undefined {
  if (column.kind === 'attribute') return undefined;
  if (column.kind !== 'metric') return { kind: column.kind === 'param' ? 'PARAM' : 'TAG', key: column.key };
  if (column.at === undefined) return { kind: 'METRIC', key: column.key };
  if (typeof column.at === 'number') return { kind: 'METRIC', key: column.key, at: 'STEP', step: column.at };
  return { kind: 'METRIC', key: column.key, at: column.at === 'min' ? 'MIN' : 'MAX' };
}

const ORDERS: Readonly<Partial<Record<Attribute, string>>> = {
  start: 'attributes.start_time',
  user: 'attributes.user_id',
  status: 'attributes.status',
  id: 'attributes.run_id',
};

/** How the server sorts by it; undefined where it cannot, and the table sorts by itself. */
export function orderClause(column: Column | 'name', isDescending: boolean): string | undefined {
  const field = column === 'name' ? 'attributes.run_name' : orderField(column);
  return field && `${field} ${isDescending ? 'DESC' : 'ASC'}`;
}

function orderField(column: Column): string | undefined {
  if (column.kind === 'attribute') return ORDERS[column.key];
  if (column.kind === 'metric' && column.at !== undefined) return undefined;
  return filterField(column);
}

/** As it stands in a filter. */
export function filterField(column: Column): string {
  if (column.kind === 'attribute') return `attributes.${column.key}`;
  return `${column.kind}s.${quotedKey(column.key)}`;
}

export function defaultWidth(column: Column): number {
  if (column.kind === 'attribute') return column.key === 'id' ? 250 : 110;
  const label = columnLabel(column).length * 7 + 44;
  return Math.min(220, Math.max(column.kind === 'metric' ? 100 : 110, label));
}

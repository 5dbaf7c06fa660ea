import type { Keys } from '../api/run-table.ts';
import type { ChartsView } from '../charts/contract.ts';
import { type Column, columnId } from './columns.ts';

/** How the runs of an experiment are looked at: all that a saved view keeps and a link shows to others. Plain JSON. */
export interface RunsView {
  readonly filter: string;
  readonly sort: { readonly column: Column | 'name'; readonly isDescending: boolean } | null;
  /** In order; null until chosen, when the first metrics and parameters are shown. */
  readonly columns: readonly Column[] | null;
  readonly pinnedColumns: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly groupBy: { readonly kind: 'param' | 'tag'; readonly key: string } | null;
  readonly isTree: boolean;
  readonly onlyDiffering: boolean;
  readonly isTrash: boolean;
  /** Groups and parents that are open. */
  readonly expanded: readonly string[];
  readonly pinnedRuns: readonly string[];
  /** Runs whose eye was opened or closed by hand. */
  readonly shown: Readonly<Record<string, boolean>>;
  readonly colors: Readonly<Record<string, string>>;
  /** So many of the first runs are drawn in charts. */
  readonly drawn: number;
  readonly chartsOpen: boolean;
  /** The table's share of the width beside charts. */
  readonly share: number;
  readonly charts: ChartsView | null;
}

export const DEFAULT_VIEW: RunsView = {
  filter: '',
  sort: null,
  columns: null,
  pinnedColumns: [],
  widths: {},
  groupBy: null,
  isTree: true,
  onlyDiffering: false,
  isTrash: false,
  expanded: [],
  pinnedRuns: [],
  shown: {},
  colors: {},
  drawn: 20,
  chartsOpen: false,
  share: 0.5,
  charts: null,
};

/** What was kept, made whole: a view of an older version lacks fields, and what is of another type is as if it were not there. */
export function readView(kept: unknown): RunsView {
  if (typeof kept !== 'object' || kept === null) return DEFAULT_VIEW;
  const view = { ...DEFAULT_VIEW } as Record<string, unknown>;
  for (const [name, usual] of Object.entries(DEFAULT_VIEW)) {
    const value = (kept as Record<string, unknown>)[name];
    const isAlike =
      usual === null
        ? typeof value === 'object'
        : typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual);
    if (value !== undefined && isAlike) view[name] = value;
  }
  return view as unknown as RunsView;
}

const FIRST_METRICS = 8;
const FIRST_PARAMS = 6;

/** What is shown until someone chooses: metrics and parameters, which is what people come for. */
export function defaultColumns(keys: Keys, hasSeveralExperiments: boolean): Column[] {
  const metrics = keys.metrics.filter((key) => !key.startsWith('system/')).slice(0, FIRST_METRICS);
  return [
    ...(hasSeveralExperiments ? [{ kind: 'attribute', key: 'experiment' } as const] : []),
    { kind: 'attribute', key: 'start' },
    { kind: 'attribute', key: 'duration' },
    ...metrics.map((key) => ({ kind: 'metric', key }) as const),
    ...keys.params.slice(0, FIRST_PARAMS).map((key) => ({ kind: 'param', key }) as const),
  ];
}

/** Every parameter that varies, and of the other columns those that do. */
export function differingColumns(columns: readonly Column[], varying: Keys): Column[] {
  const names = {
    metric: new Set(varying.metrics),
    param: new Set(varying.params),
    tag: new Set(varying.tags),
  };
  const kept = columns.filter((column) => column.kind === 'attribute' || names[column.kind].has(column.key));
  const there = new Set(kept.map(columnId));
  const more = varying.params.map((key) => ({ kind: 'param', key }) as const);
  return [...kept, ...more.filter((column) => !there.has(columnId(column)))];
}

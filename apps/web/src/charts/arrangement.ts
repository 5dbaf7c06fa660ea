import { metricChart } from './chart-link.ts';
import { type ChartItem, DEFAULT_HEIGHT, readChartItem, readHeight, readWidth } from './chart-spec.ts';
import type { ChartsView } from './contract.ts';
import { DEFAULT_LINE_SETTINGS, type LineSettings, readLineSettings } from './line-settings.ts';

/** What of a metric's own chart was changed. */
export type ChartChange = Partial<Pick<ChartItem, 'title' | 'settings' | 'width' | 'height'>>;

/**
 * How charts are arranged. Every metric has a chart of its own without being named here, so that new metrics appear by themselves;
 * what is here is how that differs from what a reader wants.
 */
export interface Arrangement {
  readonly settings: LineSettings;
  readonly zoomsTogether: boolean;
  /** Charts that were added, which stand first. */
  readonly added: readonly ChartItem[];
  readonly changes: ReadonlyMap<string, ChartChange>;
  readonly removed: readonly string[];
  /** Charts that were moved, by section, in their order; the others follow. */
  readonly order: ReadonlyMap<string, readonly string[]>;
  readonly closed: readonly string[];
}

export const SYSTEM = 'system';
/** The section of charts that were added. */
export const ADDED = '';

const EMPTY: Arrangement = {
  settings: DEFAULT_LINE_SETTINGS,
  zoomsTogether: false,
  added: [],
  changes: new Map(),
  removed: [],
  order: new Map(),
  closed: [],
};

/** Reads what was stored with a view, whoever wrote it. */
export function readArrangement(view: ChartsView | undefined): Arrangement {
  if (view === undefined) return EMPTY;
  return {
    settings: { ...DEFAULT_LINE_SETTINGS, ...readLineSettings(view['settings']) },
    zoomsTogether: view['zoomsTogether'] === true,
    added: list(view['added']).flatMap((each) => readChartItem(each) ?? []),
    changes: new Map(entries(view['changes']).map(([id, change]) => [id, readChange(change)])),
    removed: texts(view['removed']),
    order: new Map(entries(view['order']).map(([section, ids]) => [section, texts(ids)])),
    closed: texts(view['closed']),
  };
}

/** The arrangement as plain JSON. Maps go as lists of pairs: a section may be called `__proto__`. */
export function writeArrangement(arrangement: Arrangement): ChartsView {
  return { ...arrangement, changes: [...arrangement.changes], order: [...arrangement.order] };
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => list(value).filter((each) => typeof each === 'string');
const entries = (value: unknown): [string, unknown][] =>
  list(value).flatMap((pair) =>
    Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], pair[1]] as [string, unknown]] : [],
  );

function readChange(value: unknown): ChartChange {
  if (typeof value !== 'object' || value === null) return {};
  const { title, settings, width, height } = value as Record<string, unknown>;
  const [columns, pixels] = [readWidth(width), readHeight(height)];
  return {
    ...(typeof title === 'string' && { title }),
    ...(settings !== undefined && { settings: readLineSettings(settings) }),
    ...(columns !== undefined && { width: columns }),
    ...(pixels !== undefined && { height: pixels }),
  };
}

export interface Section {
  /** The prefix that its metrics share, `''` for charts that were added. */
  readonly name: string;
  readonly title: string;
  readonly items: readonly ChartItem[];
}

/** The charts to show: those that were added, then one for each metric, by the first part of its name; system metrics last. */
export function sectionsOf(arrangement: Arrangement, keys: readonly string[], search: string): Section[] {
  const removed = new Set(arrangement.removed);
  const byName = new Map<string, ChartItem[]>([[ADDED, [...arrangement.added]]]);
  for (const key of keys) {
    const item = itemOf(key, arrangement.changes);
    if (removed.has(item.id)) continue;
    const name = prefixOf(key);
    byName.set(name, [...(byName.get(name) ?? []), item]);
  }
  const wanted = search.trim().toLowerCase();
  return [...byName]
    .map(([name, items]) => ({
      name,
      title: titleOfSection(name),
      items: inOrder(items, arrangement.order.get(name) ?? []).filter((item) => matches(item, wanted)),
    }))
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
}

const METRICS = '/';

function prefixOf(key: string): string {
  const end = key.indexOf('/');
  return end > 0 ? key.slice(0, end) : METRICS;
}

function titleOfSection(name: string): string {
  if (name === ADDED) return 'Your charts';
  return name === METRICS ? 'Metrics' : name === SYSTEM ? 'System metrics' : name;
}

function rank(name: string): number {
  return name === ADDED ? 0 : name === METRICS ? 1 : name === SYSTEM ? 3 : 2;
}

function itemOf(key: string, changes: Arrangement['changes']): ChartItem {
  const id = metricChart(key);
  return {
    id,
    title: undefined,
    spec: { kind: 'line', keys: [key] },
    settings: {},
    width: 1,
    height: DEFAULT_HEIGHT,
    ...changes.get(id),
  };
}

function inOrder(items: readonly ChartItem[], order: readonly string[]): ChartItem[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return [...items].sort((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || 0);
}

function matches({ title, spec }: ChartItem, wanted: string): boolean {
  if (wanted === '') return true;
  return `${title ?? ''} ${JSON.stringify(spec)}`.toLowerCase().includes(wanted);
}

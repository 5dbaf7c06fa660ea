import type { Arrangement, ChartChange } from './arrangement.ts';
import type { ChartItem } from './chart-spec.ts';

/** Changes a chart: one that was added, or a metric's own. */
export function changeChart(
  arrangement: Arrangement,
  id: string,
  change: ChartChange & Partial<ChartItem>,
): Arrangement {
  if (arrangement.added.some((item) => item.id === id))
    return {
      ...arrangement,
      added: arrangement.added.map((item) => (item.id === id ? { ...item, ...change } : item)),
    };
  const before = arrangement.changes.get(id);
  return { ...arrangement, changes: new Map(arrangement.changes).set(id, { ...before, ...change }) };
}

export function addChart(arrangement: Arrangement, item: ChartItem): Arrangement {
  return { ...arrangement, added: [item, ...arrangement.added] };
}

export function removeChart(arrangement: Arrangement, id: string): Arrangement {
  return arrangement.added.some((item) => item.id === id)
    ? { ...arrangement, added: arrangement.added.filter((item) => item.id !== id) }
    : { ...arrangement, removed: [...arrangement.removed, id] };
}

export function reorder(arrangement: Arrangement, section: string, ids: readonly string[]): Arrangement {
  return { ...arrangement, order: new Map(arrangement.order).set(section, ids) };
}

export function toggleSection(arrangement: Arrangement, name: string): Arrangement {
  const { closed } = arrangement;
  return {
    ...arrangement,
    closed: closed.includes(name) ? closed.filter((each) => each !== name) : [...closed, name],
  };
}

/** The list with one of its items at the place of another. */
export function movedTo<Item>(items: readonly Item[], item: Item, place: Item): Item[] {
  const to = items.indexOf(place);
  const rest = items.filter((each) => each !== item);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

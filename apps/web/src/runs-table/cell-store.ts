import { type Cell, type CellColumn, getCells } from '../api/run-table.ts';
import { cellColumn, type Column, columnId } from './columns.ts';

const MOST_AT_ONCE = 300_000;
/** So many runs are asked for around one that is missing: scrolling on finds them there. */
export const CHUNK = 100;

/**
 * The values that have been loaded, by column and run. What is shown asks for what it lacks; requests of one moment go out as
 * one. Listeners are told when values came.
 */
export class CellStore {
  private readonly values = new Map<string, Map<string, Cell>>();
  private readonly listeners = new Set<() => void>();
  private readonly asked = new Map<string, Set<string>>();
  private generation = 0;
  version = 0;
  /** What the last request failed with; undefined once one went well. */
  error: unknown;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Undefined until it is loaded. */
  get(column: Column, runId: string): Cell | undefined {
    return this.valueIn(columnId(column), runId);
  }

  /** As `get`, for the column of this id. */
  valueIn(id: string, runId: string): Cell | undefined {
    return this.values.get(id)?.get(runId);
  }

  /** Loads what is missing of the columns for the runs. Resolves when it is there. */
  async ensure(columns: readonly Column[], runIds: readonly string[]): Promise<void> {
    const byRuns = new Map<
      string,
      { ids: readonly string[]; columns: { id: string; column: CellColumn }[] }
    >();
    for (const column of columns) {
      const wanted = cellColumn(column);
      if (!wanted) continue;
      const id = columnId(column);
      const asked = this.asked.get(id) ?? new Set<string>();
      this.asked.set(id, asked);
      const missing = runIds.filter((runId) => !asked.has(runId));
      if (missing.length === 0) continue;
      for (const runId of missing) asked.add(runId);
      // Columns that lack the same runs go in one request.
      const key = `${missing.length} ${missing[0]} ${missing.at(-1)}`;
      const group = byRuns.get(key) ?? { ids: missing, columns: [] };
      group.columns.push({ id, column: wanted });
      byRuns.set(key, group);
    }
    await Promise.all(
      [...byRuns.values()].flatMap(({ ids, columns: group }) =>
        parts(ids, group.length).map((part) => this.load(part, group)),
      ),
    );
  }

  /** Forgets what was loaded of these runs, or of all: it is asked for again when it is shown. What is there stays until then. */
  refresh(runIds?: readonly string[]): void {
    if (runIds) for (const asked of this.asked.values()) for (const runId of runIds) asked.delete(runId);
    else {
      this.asked.clear();
      this.generation++;
    }
    this.changed();
  }

  private async load(
    ids: readonly string[],
    columns: readonly { id: string; column: CellColumn }[],
  ): Promise<void> {
    const { generation } = this;
    try {
      const cells = await getCells(
        ids,
        columns.map(({ column }) => column),
      );
      if (generation !== this.generation) return;
      for (const [index, { id }] of columns.entries()) {
        const values = this.values.get(id) ?? new Map<string, Cell>();
        this.values.set(id, values);
        for (const [place, runId] of ids.entries()) values.set(runId, cells[index]?.[place] ?? null);
      }
      this.error = undefined;
    } catch (error) {
      for (const { id } of columns) for (const runId of ids) this.asked.get(id)?.delete(runId);
      this.error = error;
    }
    this.changed();
  }

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}

function parts(ids: readonly string[], columns: number): (readonly string[])[] {
  const size = Math.max(1, Math.floor(MOST_AT_ONCE / columns));
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

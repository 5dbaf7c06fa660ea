import type { Database } from '@millrace/database/database';
import type { Stores } from '@millrace/artifact-stores/store/stores';
import { findDeleted } from './find-deleted.ts';
import { Removal } from './remove.ts';
import type { Deleted, Selection } from './selection.ts';

/** What would be removed, and what stays because versions of registered models need it. */
export interface Plan {
  readonly remove: readonly Deleted[];
  readonly keep: readonly Deleted[];
}

export interface Outcome {
  readonly removed: readonly Deleted[];
  /** Not removed, or not wholly: the next time goes on with them. */
  readonly failed: readonly { readonly deleted: Deleted; readonly why: string }[];
}

/** Looks, and changes nothing. Throws SelectionError. */
export async function planRemoval(
  database: Database,
  selection: Selection,
  nowMs = Date.now(),
): Promise<Plan> {
  const found = await findDeleted(database, selection, nowMs);
  const stays = ({ registered }: Deleted): boolean => registered !== '' && selection.registeredToo !== true;
  return { remove: found.filter((each) => !stays(each)), keep: found.filter(stays) };
}

/** Removes what was planned, one after the other; one that fails does not stop the others. */
export async function carryOut(
  plan: Plan,
  database: Database,
  stores: Stores,
  warn: (sentence: string) => void,
): Promise<Outcome> {
  const removal = new Removal(database, stores, warn);
  const removed: Deleted[] = [];
  const failed: { deleted: Deleted; why: string }[] = [];
  for (const deleted of plan.remove)
    try {
      if (await removal.remove(deleted)) removed.push(deleted);
    } catch (error) {
      failed.push({ deleted, why: (error as Error).message });
    }
  return { removed, failed };
}

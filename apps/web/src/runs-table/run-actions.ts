import { deleteRun, restoreRun, setRunTag, renameRun } from '../api/runs.ts';
import { getRun } from '../api/runs.ts';
import { purgeRuns } from '../api/run-table.ts';
import { queryClient } from '../api/query-client.ts';
import { inPool } from '../api/in-pool.ts';
import { address, send } from '../api/request.ts';
import { versionMadeFrom } from '../api/versions-of-run.ts';
import { ApiError } from '../api/api-error.ts';
import { notify } from '../components/toast.tsx';
import { counted } from '../format/numbers.ts';

const AT_ONCE = 6;

/** Does something to each, a few at a time; throws the first failure when all have been tried. */
async function forEachOf(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  const queue = [...ids];
  const worker = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift())
      await act(id).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, worker));
  await refreshRuns();
  if (failures.length > 0) throw failures[0];
}

export async function refreshRuns(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['runs'] }),
    queryClient.invalidateQueries({ queryKey: ['run'] }),
    queryClient.invalidateQueries({ queryKey: ['experiments'] }),
  ]);
}

/** Moves runs to the trash, from where they can be restored: at once, with an undo. */
export async function deleteRuns(ids: readonly string[]): Promise<void> {
  await forEachOf(ids, deleteRun);
  notify(`${counted(ids.length, 'run')} moved to the trash`, { undo: () => forEachOf(ids, restoreRun) });
}

export async function restoreRuns(ids: readonly string[]): Promise<void> {
  await forEachOf(ids, restoreRun);
  notify(`${counted(ids.length, 'run')} restored`, { undo: () => forEachOf(ids, deleteRun) });
}

const PURGED_AT_ONCE = 200;

/**
 * Removes runs in the trash for good: their artifacts first, so that a run whose artifacts could not be removed is still there. None
 * goes that a version of a registered model was made from, as `millrace gc` leaves it.
 */
export async function purgeRunsForGood(ids: readonly string[]): Promise<void> {
  await inPool(ids, refuseWhenRegistered, AT_ONCE);
  await forEachOf(ids, removeArtifacts);
  for (let start = 0; start < ids.length; start += PURGED_AT_ONCE)
    await purgeRuns(ids.slice(start, start + PURGED_AT_ONCE));
  await refreshRuns();
  notify(`${counted(ids.length, 'run')} removed for good`);
}

async function refuseWhenRegistered(id: string): Promise<void> {
  const version = await versionMadeFrom(id).catch((error: unknown) => {
    // Where there is no registry, nothing is registered.
    if (!(error instanceof ApiError && error.isMissing)) throw error;
  });
  if (version)
    throw new Error(
      `Version ${version.version} of the model ${version.name} was made from run ${id}: delete that version first. No run was removed.`,
    );
}

/** Only what this server keeps: what lies in a store of the user's own stays there. */
async function removeArtifacts(id: string): Promise<void> {
  const { artifactUri } = await getRun(id);
  const match = /^mlflow-artifacts:\/+(?:[^/]+@)?(?<path>\d.*)$/.exec(artifactUri);
  const path = match?.groups?.['path'];
  if (path === undefined) return;
  const url = address(
    `ajax-api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`,
  );
  await send(url, { method: 'DELETE' }).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.isMissing)) throw error;
  });
}

export async function tagRuns(ids: readonly string[], key: string, value: string): Promise<void> {
  await forEachOf(ids, (id) => setRunTag(id, key, value));
  notify(`${counted(ids.length, 'run')} tagged`);
}

export async function rename(id: string, before: string, name: string): Promise<void> {
  await renameRun(id, name);
  await refreshRuns();
  notify(`Renamed to ${name}`, {
    undo: async () => {
      await renameRun(id, before);
      await refreshRuns();
    },
  });
}

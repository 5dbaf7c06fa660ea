import { mkdir, realpath } from 'node:fs/promises';
import { StartError } from '@millrace/service-kit/lifecycle/start-error';
import type { SyncTime } from './durability.ts';
import { LocalStore } from './local-store.ts';
import { Staging } from './staging.ts';

/** Opens the store in a folder, which is made if need be, and cleans up after uploads that a crash interrupted. */
export async function openLocalStore(folder: string, sync: SyncTime): Promise<LocalStore> {
  try {
    await mkdir(folder, { recursive: true });
    const root = await realpath(folder);
    const staging = new Staging(root);
    await staging.cleanUp();
    const store = new LocalStore(root, staging, sync);
    await store.check();
    return store;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new StartError(
      `MILLRACE_ARTIFACT_ROOT is ${JSON.stringify(folder)}, which cannot be made or used as a folder to write to (${code}).`,
    );
  }
}

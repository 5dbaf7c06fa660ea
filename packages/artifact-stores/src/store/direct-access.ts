import { MlflowError } from '@millrace/contracts/errors';
import type { ArtifactStore, DirectAccess } from './artifact-store.ts';

/** What a store offers beyond passing bytes through. Throws NOT_IMPLEMENTED with this message when it is none. */
export function directAccess(store: ArtifactStore, unsupported: string): DirectAccess {
  if (store.direct === undefined) throw new MlflowError('NOT_IMPLEMENTED', unsupported);
  return store.direct;
}

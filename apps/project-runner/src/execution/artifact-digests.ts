import { createHash } from 'node:crypto';
import { joinPaths } from '@millrace/artifact-stores/paths/artifact-path';
import type { ArtifactStore, StoredEntry } from '@millrace/artifact-stores/store/artifact-store';
import type { ArtifactDigest } from '../reproduction/run-results.ts';

const MAX_FILES = 10_000;
/** Of all files together; what lies beyond is told by its size alone. */
const MAX_BYTES = 20 * 1024 ** 3;

/** The digest of each file below a folder of a store, but for some, in the order of their paths. */
export async function artifactDigests(
  store: ArtifactStore,
  root: string,
  except: readonly string[],
): Promise<ArtifactDigest[]> {
  const digests: ArtifactDigest[] = [];
  let bytes = 0;
  for await (const { path, size } of files(store, root, '')) {
    if (except.includes(path)) continue;
    if (digests.length >= MAX_FILES) break;
    bytes += size;
    const digest = bytes > MAX_BYTES ? null : await digestOf(store, joinPaths(root, path));
    digests.push({ path, size, digest });
  }
  return digests;
}

async function* files(
  store: ArtifactStore,
  root: string,
  below: string,
): AsyncGenerator<{ path: string; size: number }> {
  const entries: StoredEntry[] = await store.list(joinPaths(root, below));
  for (const { name, isFolder, size } of entries) {
    const path = joinPaths(below, name);
    if (isFolder) yield* files(store, root, path);
    else yield { path, size };
  }
}

async function digestOf(store: ArtifactStore, path: string): Promise<string> {
  const content = await (await store.open(path)).read();
  const hash = createHash('sha256');
  if (Buffer.isBuffer(content)) hash.update(content);
  else for await (const chunk of content) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

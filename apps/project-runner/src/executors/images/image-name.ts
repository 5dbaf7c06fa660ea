import { createHash } from 'node:crypto';
import { addContent } from '../../sources/folder-digest.ts';

/** The name of a project as part of the name of an image, or of an object in Kubernetes. */
export function plainName(project: string | undefined, most: number): string {
  const plain = (project ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'project' : plain;
}

/**
 * The tag of an image that a project's files go into: the first digits of its commit, as MLflow has it, and of what its files hold,
 * since they may differ from the commit.
 */
export async function contentTag(
  folder: string,
  commit: string | undefined,
  more: readonly string[],
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(more));
  await addContent(hash, folder);
  const digest = hash.digest('hex').slice(0, 12);
  return commit === undefined ? digest : `${commit.slice(0, 7)}-${digest}`;
}

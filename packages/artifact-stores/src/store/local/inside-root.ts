import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { outsideRoot } from '../store-errors.ts';

/**
 * Where a path below the root really is, all symbolic links resolved; undefined when nothing is there. Throws
 * INVALID_PARAMETER_VALUE when a link leads out of the root. `root` must be a real path itself.
 */
export async function realPathInside(root: string, path: string): Promise<string | undefined> {
  const real = await resolveExisting(join(root, path));
  if (real !== undefined && !isInside(root, real)) throw outsideRoot();
  return real;
}

/**
 * The real path that a folder has, or will have once it is made, and the nearest folder above it that is there already.
 * Throws as above.
 */
export async function realFolderInside(
  root: string,
  path: string,
): Promise<{ folder: string; existing: string }> {
  const missing: string[] = [];
  for (let at = path; ; at = parentOf(at)) {
    const existing = await realPathInside(root, at);
    if (existing !== undefined) return { folder: join(existing, ...missing), existing };
    missing.unshift(at.slice(at.lastIndexOf('/') + 1));
  }
}

export function isInside(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

export function parentOf(path: string): string {
  const parent = dirname(path);
  return parent === '.' ? '' : parent;
}

async function resolveExisting(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A link that leads to itself leads nowhere (ELOOP), and no file has a name that is too long for one.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG')
      return undefined;
    throw error;
  }
}

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImagePlan } from './image-plan.ts';

/**
 * Lays out the build context of an image in a new folder: its Dockerfile, its requirements, and links to everything else, which
 * whoever packs or copies it follows. `remove` takes it away again.
 */
export async function buildContext(plan: ImagePlan): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-image-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(join(folder, 'Dockerfile'), plan.dockerfile);
    await writeFile(join(folder, 'requirements.txt'), plan.requirements);
    for (const [path, place] of plan.parts) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await symlink(place, join(folder, path));
    }
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

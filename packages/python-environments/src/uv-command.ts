import { join } from 'node:path';
import type { FolderCache } from '@millrace/folder-cache/folder-cache';
import { buildWithPip, type BuildRequest } from './builders.ts';
import { runCommand } from './run-command.ts';

/** The uv on the PATH; where there is none, one that is installed once into an environment of its own. */
export async function uvCommand(tools: FolderCache, request: BuildRequest): Promise<string> {
  try {
    await runCommand('uv', ['--version'], { ...request, onLine: () => undefined });
    return 'uv';
  } catch {
    // It is not on the PATH.
  }
  const found = await tools.acquire('uv', async (folder) => {
    request.onLine('Installing uv');
    await buildWithPip({ ...request, folder, python: undefined, packages: ['uv'] });
  });
  // Nothing else is ever made there, so nothing is removed either.
  await found.release();
  return join(found.folder, 'bin', 'uv');
}

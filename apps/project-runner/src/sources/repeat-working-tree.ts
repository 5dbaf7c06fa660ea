import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProjectError } from '../mlproject/project-error.ts';
import type { FetchBounds } from './bound-fetch.ts';
import { checkoutGit, type GitFacts } from './checkout-git.ts';
import { git, GitError } from './git.ts';

/**
 * Makes a folder as it was when it was run: its commit checked out from the repository that it is in, with what was not committed.
 * `code` is where it is to be, and must not be there. Rejects with ProjectError.
 */
export async function repeatWorkingTree(
  location: string,
  as: GitFacts,
  { code, into, ...bounds }: FetchBounds & { readonly code: string; readonly into: string },
): Promise<GitFacts> {
  const { timeoutMs } = bounds;
  const [root = location, prefix = ''] = await git(['rev-parse', '--show-toplevel', '--show-prefix'], {
    folder: location,
    timeoutMs,
  });
  const repository = join(into, 'repository');
  await checkoutGit({ location: root, version: as.commit, credentials: undefined }, repository, bounds);
  if (as.diff !== undefined) await applyPatch(repository, as.diff, into, timeoutMs);
  await rename(join(repository, prefix), code);
  await rm(repository, { recursive: true, force: true });
  return as;
}

async function applyPatch(repository: string, diff: string, into: string, timeoutMs: number): Promise<void> {
  const file = join(into, 'git-diff');
  await writeFile(file, diff);
  try {
    await git(['apply', '--whitespace=nowarn', file], { folder: repository, timeoutMs });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new ProjectError(`What was not committed could not be applied to its commit: ${error.message}`);
  } finally {
    await rm(file, { force: true });
  }
}

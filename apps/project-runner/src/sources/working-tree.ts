import { copyFile, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitFacts } from './checkout-git.ts';
import { git, GitError, type GitOptions } from './git.ts';
import { withoutCredentials } from './project-uri.ts';

const TIMEOUT_MS = 30_000;
const MAX_DIFF = 1_000_000;

/** What git knows of a folder on this machine; undefined where it is in no repository. `scratch` is a folder for temporary files. */
export async function workingTree(folder: string, scratch: string): Promise<GitFacts | undefined> {
  const options = { folder, timeoutMs: TIMEOUT_MS };
  const [gitFolder, commit] = (await ask(options, 'rev-parse', '--absolute-git-dir', 'HEAD')) ?? [];
  if (commit === undefined || gitFolder === undefined) return undefined;
  const [branch, repositoryUrl, diff] = await Promise.all([
    ask(options, 'symbolic-ref', '--short', 'HEAD'),
    ask(options, 'config', '--get', 'remote.origin.url'),
    readDiff(options, gitFolder, scratch),
  ]);
  return {
    commit,
    branch: branch?.[0],
    repositoryUrl: repositoryUrl?.[0] === undefined ? undefined : withoutCredentials(repositoryUrl[0]),
    ...diff,
  };
}

/** What is not committed, as a patch: files that git has not been told of are in it, those that it ignores are not. */
async function readDiff(
  options: GitOptions,
  gitFolder: string,
  scratch: string,
): Promise<Pick<GitFacts, 'diff' | 'diffIsPartial'>> {
  const untracked = await ask(options, 'ls-files', '--others', '--exclude-standard', '--', '.');
  const index = join(scratch, 'git-index');
  const file = join(scratch, 'git-diff');
  try {
    const withNew = untracked !== undefined && untracked.length > 0;
    if (withNew) {
      // The repository's own index stays as it is.
      await copyFile(join(gitFolder, 'index'), index).catch(() => undefined);
      await ask({ ...options, index }, 'add', '--intent-to-add', '--', '.');
    }
    const how = ['--no-ext-diff', '--no-textconv', '--binary', `--output=${file}`];
    await ask({ ...options, ...(withNew && { index }) }, 'diff', ...how, 'HEAD', '--', '.');
    return await readPatch(file);
  } finally {
    await Promise.all([index, file].map((path) => rm(path, { force: true })));
  }
}

async function readPatch(file: string): Promise<Pick<GitFacts, 'diff' | 'diffIsPartial'>> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return { diff: undefined };
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_DIFF + 1), 0, MAX_DIFF + 1, 0);
    const diff = buffer.subarray(0, Math.min(bytesRead, MAX_DIFF)).toString();
    if (bytesRead > MAX_DIFF) return { diff, diffIsPartial: true };
    return { diff: diff === '' ? undefined : diff };
  } finally {
    await handle.close();
  }
}

/** Undefined where git refuses. */
async function ask(options: GitOptions, ...args: string[]): Promise<string[] | undefined> {
  try {
    return await git(args, options);
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

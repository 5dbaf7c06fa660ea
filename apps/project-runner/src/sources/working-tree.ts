import { copyFile, open, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitFacts } from './checkout-git.ts';
import { git, GitError, type GitOptions } from './git.ts';
import { withoutCredentials } from './project-uri.ts';

const TIMEOUT_MS = 30_000;
const MAX_DIFF = 1_000_000;

/** What git knows of a folder on this machine; undefined where it is in no repository. `scratch` is a folder for temporary files. */
export async function workingTree(folder: string, scratch: string): Promise<GitFacts | undefined> {
  if (!(await isInRepository(folder))) return undefined;
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

/** Asked without git, which most folders need not be asked with. */
async function isInRepository(folder: string): Promise<boolean> {
  for (let each = await realpath(folder); ; each = dirname(each)) {
    if ((await stat(join(each, '.git')).catch(() => undefined)) !== undefined) return true;
    if (dirname(each) === each) return false;
  }
}

/** What is not committed, as a patch: files that git has not been told of are in it, those that it ignores are not. */
async function readDiff(
  options: GitOptions,
  gitFolder: string,
  scratch: string,
): Promise<Pick<GitFacts, 'diff' | 'diffIsPartial'>> {
  const index = join(scratch, 'git-index');
  const file = join(scratch, 'git-diff');
  const how = ['--no-ext-diff', '--no-textconv', '--binary', `--output=${file}`];
  const diff = (of: GitOptions): Promise<unknown> => ask(of, 'diff', ...how, 'HEAD', '--', '.');
  try {
    const [untracked] = await Promise.all([
      ask(options, 'ls-files', '--others', '--exclude-standard', '--', '.'),
      diff(options),
    ]);
    if (untracked !== undefined && untracked.length > 0) {
      // The repository's own index stays as it is.
      await copyFile(join(gitFolder, 'index'), index).catch(() => undefined);
      await ask({ ...options, index }, 'add', '--intent-to-add', '--', '.');
      await diff({ ...options, index });
    }
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

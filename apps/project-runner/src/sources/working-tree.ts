import { withoutCredentials } from './project-uri.ts';
import { git, GitError } from './git.ts';
import type { GitFacts } from './checkout-git.ts';

const TIMEOUT_MS = 30_000;
const MAX_DIFF = 1_000_000;

/** What git knows of a folder on this machine; undefined where it is in no repository. */
export async function workingTree(folder: string): Promise<GitFacts | undefined> {
  const options = { folder, timeoutMs: TIMEOUT_MS };
  const ask = async (...args: string[]): Promise<string | undefined> => {
    try {
      return (await git(args, options)).join('\n');
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  };
  const commit = await ask('rev-parse', '--verify', 'HEAD');
  if (commit === undefined) return undefined;
  const branch = await ask('symbolic-ref', '--short', 'HEAD');
  const repositoryUrl = await ask('config', '--get', 'remote.origin.url');
  const diff = await ask('diff', '--no-ext-diff', '--no-textconv', 'HEAD', '--', '.');
  return {
    commit,
    branch,
    repositoryUrl: repositoryUrl === undefined ? undefined : withoutCredentials(repositoryUrl),
    diff: diff === undefined || diff === '' ? undefined : diff.slice(0, MAX_DIFF),
  };
}

import { mkdir } from 'node:fs/promises';
import { ProjectError } from '../mlproject/project-error.ts';
import { boundFetch, type FetchBounds } from './bound-fetch.ts';
import { git, GitError, type GitOptions } from './git.ts';

export interface GitSource {
  /** A URL or a path, without credentials. */
  readonly location: string;
  readonly version: string | undefined;
  readonly credentials: string | undefined;
}

export interface GitFacts {
  readonly commit: string;
  readonly branch: string | undefined;
  readonly repositoryUrl: string | undefined;
  /** What differs from the commit, as a patch; undefined when nothing does. */
  readonly diff: string | undefined;
  /** It was too long to be kept whole. */
  readonly diffIsPartial?: boolean;
}

const VERSION = /^(?![-/.])(?!.*(?:\.\.|@\{|\/\/))[^\s~^:?*[\\\u007f]{1,250}$/;

/** Checks a branch, a tag or a commit out into a folder that is made; the default branch when no version is given. */
export async function checkoutGit(source: GitSource, folder: string, bounds: FetchBounds): Promise<GitFacts> {
  const { location, version, credentials } = source;
  if (version !== undefined && !VERSION.test(version))
    throw new ProjectError(
      `The version must be a branch, a tag or a commit, and ${JSON.stringify(version)} cannot be one.`,
    );
  await mkdir(folder, { recursive: true });
  return boundFetch(`The repository ${location}`, folder, bounds, (signal) =>
    checkout(source, { folder, timeoutMs: bounds.timeoutMs, credentials, signal }),
  );
}

async function checkout(source: GitSource, options: GitOptions): Promise<GitFacts> {
  const { location, version } = source;
  await git(['init', '--quiet', '--template=', '--initial-branch', 'millrace'], options);
  await fetchVersion(source, options);
  await git(['submodule', 'update', '--init', '--recursive', '--depth', '1', '--quiet'], {
    ...options,
    protocols: 'https:http:ssh',
  });
  const [commit = ''] = await git(['rev-parse', 'HEAD'], options);
  const isBranch = version !== undefined && (await hasBranch(location, version, options));
  return { commit, branch: isBranch ? version : undefined, repositoryUrl: location, diff: undefined };
}

async function fetchVersion({ location, version }: GitSource, options: GitOptions): Promise<void> {
  try {
    await git(['fetch', '--quiet', '--depth', '1', '--no-tags', '--', location, version ?? 'HEAD'], options);
    await git(['checkout', '--quiet', '--detach', 'FETCH_HEAD'], options);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (version === undefined) throw unreachable(location, error);
    await fetchAll(location, version, options);
  }
}

/** A commit that is written short, or that the server does not give out by itself, is only found among all of them. */
async function fetchAll(location: string, version: string, options: GitOptions): Promise<void> {
  try {
    await git(
      ['fetch', '--quiet', '--', location, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'],
      options,
    );
  } catch (error) {
    throw error instanceof GitError ? unreachable(location, error) : error;
  }
  try {
    await git(['checkout', '--quiet', '--detach', version, '--'], options);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new ProjectError(`The repository ${location} has no branch, tag or commit ${version}.`);
  }
}

async function hasBranch(location: string, version: string, options: GitOptions): Promise<boolean> {
  const heads = await git(['ls-remote', '--heads', '--', location, `refs/heads/${version}`], options);
  return heads.length > 0;
}

function unreachable(location: string, error: GitError): ProjectError {
  return new ProjectError(`The repository ${location} cannot be fetched: ${error.message}`);
}

import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSize } from '@millrace/folder-cache/folder-size';
import { insideOf } from '../mlproject/load-project.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import type { FetchBounds } from './bound-fetch.ts';
import { checkoutGit, type GitFacts } from './checkout-git.ts';
import { downloadZip } from './download-zip.ts';
import { parseProjectUri, type ProjectUri } from './project-uri.ts';
import { repeatWorkingTree } from './repeat-working-tree.ts';
import { unzip } from './unzip.ts';
import { workingTree } from './working-tree.ts';

export interface FetchOptions extends FetchBounds {
  /** A folder that is there and empty; the project is put into it. */
  readonly into: string;
  /** Puts the archive that a client uploaded into a file. */
  readonly fetchUpload: (id: string, file: string) => Promise<void>;
  /** What the project was when it was run before, to be fetched like that again. */
  readonly as?: GitFacts | undefined;
}

export interface FetchedProject {
  /** A working copy, which the run may change. */
  readonly folder: string;
  readonly git: GitFacts | undefined;
}

const MAX_FILES = 50_000;

/** Makes a working copy of the project that a URI and a version name. Rejects with ProjectError. */
export async function fetchProject(
  uri: string,
  version: string | undefined,
  options: FetchOptions,
): Promise<FetchedProject> {
  const parsed = parseProjectUri(uri);
  const code = join(options.into, 'code');
  const facts = await fetchInto(code, parsed, version, options);
  const folder = parsed.subfolder === '' ? code : await insideOf(code, parsed.subfolder);
  if (!(await stat(folder)).isDirectory())
    throw new ProjectError(`${parsed.subfolder} is not a folder of the project.`);
  return { folder, git: facts };
}

async function fetchInto(
  code: string,
  { kind, location, credentials, subfolder }: ProjectUri,
  version: string | undefined,
  options: FetchOptions,
): Promise<GitFacts | undefined> {
  if (kind === 'git')
    return checkoutGit({ location, version: options.as?.commit ?? version, credentials }, code, options);
  if (kind === 'folder') return fetchFolder(code, location, subfolder, version, options);
  if (version !== undefined)
    throw new ProjectError(
      'A version can only be given for a project in git, and the uri is of a zip archive.',
    );
  await mkdir(code);
  const remote = kind === 'upload' || /^https?:/.test(location);
  const archive = remote ? join(options.into, 'project.zip') : location;
  if (kind === 'upload') await options.fetchUpload(location, archive);
  else if (remote) await downloadZip(location, archive, { ...options, credentials });
  await unzip(archive, code, { maxBytes: options.maxBytes, maxFiles: MAX_FILES });
  if (remote) await rm(archive);
  return undefined;
}

async function fetchFolder(
  code: string,
  location: string,
  subfolder: string,
  version: string | undefined,
  options: FetchOptions,
): Promise<GitFacts | undefined> {
  const found = await stat(location).catch(() => undefined);
  if (!found?.isDirectory())
    throw new ProjectError(`There is no folder ${location} on the machine that runs projects.`);
  const isBare = (await stat(join(location, 'HEAD')).catch(() => undefined)) !== undefined;
  const isGit = isBare || (await stat(join(location, '.git')).catch(() => undefined)) !== undefined;
  if (version !== undefined && !isGit)
    throw new ProjectError(
      `A version can only be given for a project in git, and ${location} is no git repository.`,
    );
  // Another version is checked out elsewhere: the folder itself stays as it is.
  if (version !== undefined || isBare)
    return checkoutGit(
      { location, version: options.as?.commit ?? version, credentials: undefined },
      code,
      options,
    );
  const bytes = await folderSize(location);
  if (bytes > options.maxBytes)
    throw new ProjectError(
      `The folder ${location} has ${bytes} bytes; a project may have ${options.maxBytes}.`,
    );
  await cp(location, code, { recursive: true, verbatimSymlinks: true });
  const facts = await workingTree(join(location, subfolder), options.into);
  const { as } = options;
  if (as === undefined || (facts?.commit === as.commit && facts.diff === as.diff)) return facts;
  // It has changed since, and what git ignores of it is not on record.
  await rm(code, { recursive: true });
  return repeatWorkingTree(location, as, { ...options, code });
}

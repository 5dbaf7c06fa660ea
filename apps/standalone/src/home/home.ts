import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StartError } from '@millrace/service-kit/lifecycle/start-error';

/** The folders below MILLRACE_HOME. */
export interface Home {
  readonly folder: string;
  readonly postgres: string;
  readonly artifacts: string;
  readonly serving: string;
  readonly projects: string;
}

/** Makes the data folder if it is not there, and makes sure that it can be written. */
export async function openHome(folder: string): Promise<Home> {
  const path = resolve(folder);
  const home = {
    folder: path,
    postgres: join(path, 'postgres'),
    artifacts: join(path, 'artifacts'),
    serving: join(path, 'serving'),
    projects: join(path, 'projects'),
  };
  try {
    await mkdir(home.artifacts, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${path} cannot be written: ${reason(error)}. Choose another with MILLRACE_HOME or --home.`,
    );
  }
  return home;
}

function reason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'it is on a read-only file system';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file is in its place';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return (error as Error).message;
  }
}

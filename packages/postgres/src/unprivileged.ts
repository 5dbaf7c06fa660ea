import { spawnSync } from 'node:child_process';

/** A command line, perhaps wrapped so that the program does not see itself running as root. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

const NOBODY = '65534';
const WRAPPER = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

/**
 * PostgreSQL refuses to run as root. Where we are root (a container, a build machine), it runs in a user namespace in which
 * root's files belong to an ordinary user: nothing changes hands on disk, and no account has to be made.
 */
export function unprivileged(command: string, args: readonly string[]): CommandLine {
  if (process.getuid?.() !== 0) return { command, args };
  if (!canUnshare())
    throw new Error(
      'PostgreSQL does not run as root, and this system lets root make no user namespace; start Millrace as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  return { command: 'unshare', args: [...WRAPPER, command, ...args] };
}

let unshareWorks: boolean | undefined;

function canUnshare(): boolean {
  unshareWorks ??= spawnSync('unshare', [...WRAPPER, 'true'], { stdio: 'ignore' }).status === 0;
  return unshareWorks;
}

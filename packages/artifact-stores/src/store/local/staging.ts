import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UPLOADING_PREFIX } from '../../paths/artifact-path.ts';

const FOLDER = `${UPLOADING_PREFIX}millrace`;
const DAY_MS = 86_400_000;
/** The staging folders of this very process, by name. */
const own = new Set<string>();

/**
 * The folder inside the root where this process writes uploads before they are renamed into place, and puts what is being
 * deleted. It is on the same file system as all the rest, and named for its process, so that a start can clean up after
 * processes that were killed without touching the uploads of another replica on the same root.
 */
export class Staging {
  #made: Promise<string> | undefined;
  #count = 0;
  readonly #owner = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
  readonly #folder: string;

  constructor(private readonly root: string) {
    this.#folder = join(root, FOLDER, this.#owner);
    own.add(this.#owner);
  }

  /** A path there that nothing has been written to. */
  async freshPath(): Promise<string> {
    this.#made ??= mkdir(this.#folder, { recursive: true }).then(() => this.#folder);
    try {
      return join(await this.#made, String((this.#count += 1)));
    } catch (error) {
      this.#made = undefined;
      throw error;
    }
  }

  /** Somebody may have emptied the root under the running service: then the folder is made anew for the next upload. */
  mayBeGone(error: unknown): void {
    if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') this.#made = undefined;
  }

  /** Removes what processes left that no longer run. Called once, before the first upload. */
  async cleanUp(): Promise<void> {
    const parent = join(this.root, FOLDER);
    const owners = await readdir(parent).catch(() => [] as string[]);
    for (const owner of owners)
      if (await isLeftOver(parent, owner)) await rm(join(parent, owner), { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    own.delete(this.#owner);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function isLeftOver(parent: string, owner: string): Promise<boolean> {
  if (own.has(owner)) return false;
  const [, host, pid] = /^(.*)-(\d+)-[0-9a-f]+$/.exec(owner) ?? [];
  // This process's id in a name that is not its own: an earlier process had it, as in a container before it restarted.
  if (host === hostname() && (Number(pid) === process.pid || !isRunning(Number(pid)))) return true;
  // Of another host, or its process id is in use again: left over when nothing in it was touched for a day.
  const touched = await newestChange(join(parent, owner));
  return Date.now() - touched > DAY_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function newestChange(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const times = [folder, ...names.map((name) => join(folder, name))].map((path) =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  );
  return Math.max(...(await Promise.all(times)));
}

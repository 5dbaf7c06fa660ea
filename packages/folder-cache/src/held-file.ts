import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** A file that says that a living process wants it there: it is touched all the while, and counts as left behind otherwise. */
export interface HeldFile {
  release(): Promise<void>;
}

const TOUCH_EVERY_MS = 5_000;
const LEFT_BEHIND_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/** Makes the file and keeps it fresh. Throws EEXIST when it is there already. */
export async function holdFile(path: string): Promise<HeldFile> {
  await writeFile(path, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: 'wx' });
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, TOUCH_EVERY_MS).unref();
  return {
    async release() {
      clearInterval(timer);
      await rm(path, { force: true });
    },
  };
}

/** Whether the file is there and its process lives: by its id on this machine, by the file's age on others that share the disk. */
export async function isHeld(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    const age = Date.now() - mtimeMs;
    if (age > LEFT_BEHIND_MS) return false;
    const text = await readFile(path, 'utf8');
    // Between its making and its writing a file is empty.
    if (text === '') return true;
    const { host, pid } = JSON.parse(text) as { host: string; pid: number };
    return host !== hostname() || isAlive(pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Waits until the file can be made, and takes it over from a process that died. `onWait` is called once, when it must wait. */
export async function lockFile(path: string, onWait?: () => void): Promise<HeldFile> {
  let waited = false;
  for (;;) {
    try {
      return await holdFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isHeld(path)) {
      if (!waited) onWait?.();
      waited = true;
      await sleep(LOOK_AGAIN_MS);
    } else await removeLeftBehind(path);
  }
}

/** Two may find the same file left behind: only one of them can move it aside. A fresh one that was moved by mistake is put back. */
async function removeLeftBehind(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if (await isHeld(aside)) await rename(aside, path).catch(() => undefined);
  else await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { statfs } from 'node:fs/promises';
import { folderSize } from '@millrace/folder-cache/folder-size';
import type { RunLimits } from '../executor.ts';
import { groupUse } from './process-table.ts';

const LOOK_MS = 250;
/** Walking a folder costs more than reading the table of processes. */
const LOOKS_PER_WALK = 4;
/** What must stay free on the disk, whatever a run may use. */
const FREE_BYTES = 256 * 1024 * 1024;

/** Calls `exceeded` once, with the reason, when a group of processes or its folder goes past a limit. Returns what ends the watch. */
export function watchLimits(
  group: number,
  folder: string,
  limits: RunLimits,
  exceeded: (reason: string) => void,
): () => void {
  let over = false;
  let looks = 0;
  const look = async (): Promise<void> => {
    const reason =
      (await beyondUse(group, limits)) ??
      (looks++ % LOOKS_PER_WALK === 0 ? await beyondDisk(folder, limits) : undefined);
    if (over) return;
    if (reason !== undefined) exceeded(reason);
    else timer = setTimeout(() => void look(), LOOK_MS);
  };
  let timer = setTimeout(() => void look(), LOOK_MS);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

async function beyondUse(group: number, limits: RunLimits): Promise<string | undefined> {
  const { processes, memoryBytes } = await groupUse(group);
  if (processes > limits.processes) return `It had ${processes} processes; it may have ${limits.processes}.`;
  if (memoryBytes > limits.memoryBytes)
    return `It used ${memoryBytes} bytes of memory; it may use ${limits.memoryBytes}.`;
  return undefined;
}

async function beyondDisk(folder: string, limits: RunLimits): Promise<string | undefined> {
  // A file that goes away while the folder is walked is no matter.
  const bytes = await folderSize(folder).catch(() => 0);
  if (bytes > limits.diskBytes) return `It wrote ${bytes} bytes to disk; it may write ${limits.diskBytes}.`;
  // The folder itself goes away when the run has ended meanwhile.
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
  return free < FREE_BYTES ? 'The disk of the machine that runs it is full.' : undefined;
}

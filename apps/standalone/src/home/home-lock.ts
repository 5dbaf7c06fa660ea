import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@millrace/service-kit/lifecycle/start-error';

/** Keeps a second Millrace off a data folder. Release it at the very end. */
export interface HomeLock {
  release(): Promise<void>;
}

/** Takes the folder for this process, or throws StartError naming the process that has it. One that died has it no more. */
export async function lockHome(folder: string): Promise<HomeLock> {
  const path = join(folder, 'millrace.pid');
  const mine = `${process.pid} ${await startTime(process.pid)}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await removeIfStale(path, folder);
    }
  }
  throw new StartError(`Another Millrace is just starting on ${folder}.`);
}

async function removeIfStale(path: string, folder: string): Promise<void> {
  const content = await readFile(path, 'utf8').catch(() => '');
  const [pid = '', started = ''] = content.split(' ');
  if (Number(pid) > 0 && isAlive(Number(pid)) && (await startTime(Number(pid))) === started)
    throw new StartError(
      `Millrace is running on ${folder} already (process ${pid}); stop it, or give this one another folder with MILLRACE_HOME or --home.`,
    );
  await rm(path, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, in the kernel's ticks: process ids are used again. '0' where the system does not tell. */
async function startTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22; the name in field 2 may hold spaces and ends with the last parenthesis.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
}

import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

export interface GroupUse {
  readonly processes: number;
  readonly memoryBytes: number;
}

const PAGE_BYTES = 4096;

/** What the processes of a group use; from Linux's /proc, nothing elsewhere. */
export async function groupUse(group: number): Promise<GroupUse> {
  let processes = 0;
  let pages = 0;
  for (const pid of await pids()) {
    const fields = await statOf(pid);
    // Fields 5 and 24 of proc_pid_stat(5), counted from the state, which is field 3.
    if (Number(fields[2]) !== group) continue;
    processes += 1;
    pages += Number(fields[21] ?? 0);
  }
  return { processes, memoryBytes: pages * PAGE_BYTES };
}

/** The processes that have this in their environment, whichever group they went to. */
export async function processesWith(mark: string): Promise<number[]> {
  return (await pids()).filter((pid) => environmentOf(pid).split('\0').includes(mark));
}

/** At once: the kernel has it in memory, and a promise for each of many processes takes ten times as long. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

async function pids(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** The fields behind the name, which may hold spaces and parentheses. A process that has ended has none. */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? [] : fields;
}

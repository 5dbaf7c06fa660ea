import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `3.11.2` gives `3.11`: packages are made for minor versions, and the patch that logged a model is no matter. */
export function minorOf(version: string): string | undefined {
  return /^(\d+\.\d+)/.exec(version)?.[1];
}

/** A Python of that minor version on this machine: `local` if it is one, or `python3.11` on the PATH; any when undefined. */
export async function findPython(version: string | undefined, local: string): Promise<string | undefined> {
  const wanted = version === undefined ? undefined : minorOf(version);
  if (wanted === undefined) return local;
  for (const candidate of [local, `python${wanted}`])
    if ((await versionOf(candidate)) === wanted) return candidate;
  return undefined;
}

async function versionOf(python: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      timeout: 10_000,
    });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

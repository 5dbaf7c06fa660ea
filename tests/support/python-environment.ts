import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const UV = 'uv==0.13.9';
const LOCK_TIMEOUT_MS = 600_000;

/**
 * The Python of a virtual environment with what a file of requirements names, made on first use and kept under `.cache` by what
 * it holds. Safe from several test processes at once.
 *
 * @param requirements the file, from the root of the repository
 */
export async function pythonWith(requirements: string): Promise<string> {
  const text = await readFile(join(ROOT, requirements));
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const folder = join(ROOT, '.cache', `python-${digest}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  await underLock(`${folder}.lock`, async () => {
    if (existsSync(python)) return;
    await rm(folder, { recursive: true, force: true });
    await makeEnvironment(`${folder}.new`, join(ROOT, requirements));
    // Scripts in bin/ name the folder they were made for; everything here starts `python -m`, which does not care.
    await rename(`${folder}.new`, folder);
  });
  return python;
}

async function makeEnvironment(folder: string, requirements: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]);
  const python = (...args: string[]): Promise<unknown> =>
    run(join(folder, 'bin/python'), args, { maxBuffer: 16 << 20 });
  // It installs in half the time that pip takes. Compiled, since Pythons may not write what they compile.
  await python('-m', 'pip', 'install', '--quiet', UV);
  await python('-m', 'uv', 'pip', 'install', '--quiet', '--compile-bytecode', '-r', requirements);
}

/** Does the work while no other process does work under the same lock. */
export async function underLock(path: string, work: () => Promise<void>): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  while (!(await tryLock(path))) {
    if (Date.now() > deadline)
      throw new Error(`${path} has been there for ten minutes; remove it if no test is running`);
    await sleep(500);
  }
  try {
    await work();
  } finally {
    await rm(path, { recursive: true });
  }
}

function tryLock(path: string): Promise<boolean> {
  return mkdir(path).then(
    () => true,
    () => false,
  );
}

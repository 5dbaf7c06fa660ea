import { rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { BuildError } from './build-error.ts';
import { findPython, minorOf } from './find-python.ts';
import type { Requirements } from './requirements.ts';
import { runCommand, type CommandOptions } from './run-command.ts';

export interface BuildRequest extends CommandOptions {
  /** Where the environment is to be; empty. */
  readonly folder: string;
  readonly python: string | undefined;
  readonly packages: readonly string[];
  /** A Python of this machine. */
  readonly localPython: string;
}

export function interpreterIn(folder: string): string {
  return join(folder, 'bin', 'python');
}

/** Makes an environment with the `venv` of a Python on this machine, and pip. */
export async function buildWithPip(request: BuildRequest): Promise<void> {
  const { folder, python, packages, localPython } = request;
  const base = await findPython(python, localPython);
  if (base === undefined)
    throw new BuildError(
      `Python ${minorOf(python ?? '') ?? python} is not on this machine: install it, or use env_manager uv, which fetches it.`,
    );
  await runCommand(base, ['-m', 'venv', folder], request);
  if (packages.length === 0) return;
  const file = await writeRequirements(folder, packages);
  const pip = ['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  await runCommand(interpreterIn(folder), [...pip, '-r', file], request);
}

/** Makes an environment with uv, which also fetches a Python that is not there. */
export async function buildWithUv(request: BuildRequest, uv: string): Promise<void> {
  const { folder, python, packages, localPython } = request;
  const local = await findPython(python, localPython);
  const version = local ?? minorOf(python ?? '') ?? '3';
  await runCommand(uv, ['venv', '--allow-existing', '--python', version, folder], request);
  if (packages.length === 0) return;
  const file = await writeRequirements(folder, packages);
  await runCommand(uv, ['pip', 'install', '--python', interpreterIn(folder), '-r', file], request);
}

/** Makes an environment with conda, which brings its Python along; it is written to `folder` by conda itself. */
export async function buildWithConda(
  request: BuildRequest & Pick<Requirements, 'condaPackages' | 'channels'>,
  conda: string,
): Promise<void> {
  const { folder, python, packages, condaPackages, channels } = request;
  const dependencies = [
    python === undefined ? 'python' : `python=${python}`,
    'pip',
    ...condaPackages,
    ...(packages.length > 0 ? [{ pip: packages }] : []),
  ];
  const file = join(dirname(folder), `${basename(folder)}.conda.yaml`);
  await writeFile(file, stringify({ ...(channels.length > 0 && { channels }), dependencies }));
  try {
    // It wants to make the folder itself.
    await rmdir(folder);
    await runCommand(conda, ['env', 'create', '--prefix', folder, '--file', file], request);
  } finally {
    await rm(file, { force: true });
  }
}

async function writeRequirements(folder: string, packages: readonly string[]): Promise<string> {
  const file = join(folder, 'requirements.txt');
  await writeFile(file, `${packages.join('\n')}\n`);
  return file;
}

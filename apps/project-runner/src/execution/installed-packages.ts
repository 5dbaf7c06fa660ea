import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Installed } from '../executors/executor.ts';

const FOLDERS = ['site-packages', 'dist-packages'];

/** What is installed in the environment that a Python belongs to. */
export async function installedBeside(python: string): Promise<Installed> {
  return { pythonVersion: await pythonVersion(python), packages: await installedPackages(python) };
}

/** The packages of the environment that a Python belongs to, as `name==version`; none where it keeps them elsewhere. */
async function installedPackages(python: string): Promise<string[]> {
  const libraries = join(dirname(dirname(python)), 'lib');
  const versions = (await list(libraries)).filter((name) => name.startsWith('python3'));
  const found = await Promise.all(
    versions.flatMap((version) => FOLDERS.map((folder) => packagesIn(join(libraries, version, folder)))),
  );
  return [...new Set(found.flat())].toSorted((one, other) => (one < other ? -1 : 1));
}

/** The version of a virtual environment's Python, as the environment says it; of another Python, what its folders are named for. */
async function pythonVersion(python: string): Promise<string | undefined> {
  const root = dirname(dirname(python));
  const configuration = await readFile(join(root, 'pyvenv.cfg'), 'utf8').catch(() => '');
  const [, written] = /^version(?:_info)?\s*=\s*(\d+\.\d+(?:\.\d+)?)/m.exec(configuration) ?? [];
  if (written !== undefined) return written;
  const minors = (await list(join(root, 'lib'))).flatMap((name) => /^python(3\.\d+)$/.exec(name)?.[1] ?? []);
  return minors.length === 1 ? minors[0] : undefined;
}

async function packagesIn(folder: string): Promise<string[]> {
  return (await list(folder)).flatMap((entry) => {
    const [, name, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? [];
    return name === undefined ? [] : [`${name}==${version}`];
  });
}

function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

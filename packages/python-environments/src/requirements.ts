import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';

/** What an environment must have. */
export interface Requirements {
  /** As it was written, such as 3.11.2; undefined when any will do. */
  readonly python: string | undefined;
  /** Lines of a requirements file. */
  readonly packages: readonly string[];
  /** Packages of conda's, which pip does not know by these names: they are left out where there is no conda. */
  readonly condaPackages: readonly string[];
  /** Where conda takes them from, in place of its own. */
  readonly channels: readonly string[];
}

const MAX_BYTES = 1024 * 1024;
const MAX_LINES = 5_000;
const MAX_FILES = 20;
const NO_CONDA = { condaPackages: [], channels: [] } as const;

/** The file says something that cannot be read. */
export class RequirementsError extends Error {}

/** A file of another name that says what an environment must have. */
export interface EnvironmentFile {
  readonly kind: 'python' | 'conda';
  /** Within the folder. */
  readonly path: string;
}

/** Reads what one file of a folder says; files that it includes are beside it. */
export async function readEnvironmentFile(folder: string, file: EnvironmentFile): Promise<Requirements> {
  const path = join(folder, file.path);
  const content = await text(dirname(path), basename(path));
  if (content === undefined) throw new RequirementsError(`There is no file ${file.path}.`);
  const parsed = yaml(file.path, content);
  return file.kind === 'python' ? ofPythonEnv(dirname(path), parsed) : ofConda(dirname(path), parsed);
}

/**
 * Reads what a folder says about its environment, as MLflow writes it: `python_env.yaml`, which names requirements files, or
 * `conda.yaml`, or `requirements.txt` alone. A folder without any of them requires nothing.
 */
export async function readRequirements(folder: string): Promise<Requirements> {
  const pythonEnv = await text(folder, 'python_env.yaml');
  if (pythonEnv !== undefined) return ofPythonEnv(folder, yaml('python_env.yaml', pythonEnv));
  const conda = await text(folder, 'conda.yaml');
  if (conda !== undefined) return ofConda(folder, yaml('conda.yaml', conda));
  const plain = await text(folder, 'requirements.txt');
  const packages = plain === undefined ? [] : await withIncluded(folder, plain.split(/\r?\n/));
  return { python: undefined, packages, ...NO_CONDA };
}

async function ofPythonEnv(folder: string, content: Record<string, unknown>): Promise<Requirements> {
  const lines = [...list(content['build_dependencies']), ...list(content['dependencies'])].map(String);
  const python = typeof content['python'] === 'string' ? content['python'] : undefined;
  return { python, packages: await withIncluded(folder, lines.filter(isInstallable)), ...NO_CONDA };
}

async function ofConda(folder: string, content: Record<string, unknown>): Promise<Requirements> {
  const dependencies = list(content['dependencies']);
  const named = dependencies.filter((each) => typeof each === 'string');
  const pip = dependencies.flatMap((each) => list((each as { pip?: unknown } | null)?.pip).map(String));
  const [python] = named.flatMap((each) => /^python\s*=+\s*([\d.]+)/.exec(each)?.[1] ?? []);
  const condaPackages = named.filter((each) => !/^(?:python|pip)\b/.test(each));
  const channels = list(content['channels']).map(String);
  return { python, packages: await withIncluded(folder, pip), condaPackages, channels };
}

/** The lines with those of the files that they include, which must be in the folder, in their place. */
async function withIncluded(folder: string, lines: readonly string[], depth = 0): Promise<string[]> {
  const all: string[] = [];
  for (const line of lines) {
    const plain = line.replace(/(^|\s)#.*$/, '').trim();
    if (plain === '') continue;
    const [, file] = /^(?:-r|--requirement)[\s=]+(.+)$/.exec(plain) ?? [];
    if (file === undefined) all.push(plain);
    else if (depth >= MAX_FILES) throw new RequirementsError('The requirements files include each other.');
    else all.push(...(await withIncluded(folder, await included(folder, file), depth + 1)));
    if (all.length > MAX_LINES)
      throw new RequirementsError(`There are more than ${MAX_LINES} lines of requirements.`);
  }
  return all;
}

async function included(folder: string, file: string): Promise<string[]> {
  const path = relative(folder, resolve(folder, file));
  if (path.startsWith('..'))
    throw new RequirementsError(`The requirements include ${file}, which is outside of their folder.`);
  const content = await text(folder, path);
  if (content === undefined)
    throw new RequirementsError(`The requirements include ${file}, which is not there.`);
  return content.split(/\r?\n/);
}

/** pip itself, setuptools and wheel come with an environment; the versions of who logged the model are no matter. */
function isInstallable(line: string): boolean {
  return !/^(?:pip|setuptools|wheel)\s*(?:[=<>!~;]|$)/.test(line);
}

async function text(folder: string, name: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(join(folder, name));
    if (bytes.length > MAX_BYTES) throw new RequirementsError(`${name} is larger than ${MAX_BYTES} bytes.`);
    return bytes.toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** All texts stay texts: Python 3.10 is not the number 3.1. */
function yaml(name: string, content: string): Record<string, unknown> {
  try {
    const parsed: unknown = parse(content, { maxAliasCount: 100, schema: 'failsafe' });
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch (error) {
    throw new RequirementsError(`${name} is not valid YAML: ${(error as Error).message}`);
  }
  throw new RequirementsError(`${name} must be a mapping.`);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

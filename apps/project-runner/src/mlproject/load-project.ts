import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Project, ProjectEnvironment } from './project.ts';
import { ProjectError } from './project-error.ts';
import { EMPTY_PROJECT, MAX_MLPROJECT_BYTES, readMlproject } from './read-mlproject.ts';

/**
 * The project in a folder. Its file may be written in any case; where it names no environment, `python_env.yaml` or `conda.yaml` in
 * the folder is taken, as MLflow does. Throws ProjectError.
 */
export async function loadProject(folder: string): Promise<Project> {
  const name = (await readdir(folder)).find((each) => each.toLowerCase() === 'mlproject');
  const project = name === undefined ? EMPTY_PROJECT : await read(folder, name);
  return { ...project, environment: await foundEnvironment(folder, project.environment) };
}

async function read(folder: string, name: string): Promise<Project> {
  const path = await insideOf(folder, name);
  const { size } = await stat(path);
  if (size > MAX_MLPROJECT_BYTES)
    throw new ProjectError(`${name} has ${size} bytes; at most ${MAX_MLPROJECT_BYTES} are read.`);
  return readMlproject(await readFile(path, 'utf8'), name);
}

async function foundEnvironment(
  folder: string,
  environment: ProjectEnvironment,
): Promise<ProjectEnvironment> {
  if (environment.kind === 'python' || environment.kind === 'conda') {
    await insideOf(folder, environment.file);
    return environment;
  }
  if (environment.kind === 'docker') return environment;
  const names = new Set(await readdir(folder));
  if (names.has('python_env.yaml')) return { kind: 'python', file: 'python_env.yaml' };
  if (names.has('conda.yaml')) return { kind: 'conda', file: 'conda.yaml' };
  return environment;
}

/** The path of a file of the project; a link that leads out of its folder is refused. */
export async function insideOf(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  try {
    const [root, target] = await Promise.all([realpath(folder), realpath(path)]);
    if (!relative(root, target).startsWith('..')) return path;
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new ProjectError(`The project has no file ${file}.`);
  }
  throw new ProjectError(`${file} leads out of the project's folder.`);
}

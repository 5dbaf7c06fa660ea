import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EntryPoint } from './project.ts';
import type { ParameterValues } from './parameter-values.ts';
import { ProjectError } from './project-error.ts';

/** Fetches a URI and says where it is on this machine. */
export type FetchUri = (uri: string, parameter: string) => Promise<string>;

export interface Places {
  /** The working copy, on this machine. */
  readonly folder: string;
  /** Where the command will find it, when it runs elsewhere. */
  readonly codeFolder: string | undefined;
}

/**
 * The values with those of `path` parameters as absolute paths where the command runs; a URI is fetched. What is not in the project
 * is looked for on this machine where the command runs here, and is taken as it is where it does not. Throws ProjectError.
 */
export async function withLocalPaths(
  entryPoint: EntryPoint,
  values: ParameterValues,
  places: Places,
  fetchUri: FetchUri,
): Promise<ParameterValues> {
  const declared = new Map(values.declared);
  for (const [name, value] of values.declared)
    if (entryPoint.parameters.get(name)?.type === 'path')
      declared.set(name, await localPath(name, value, places, fetchUri));
  return { ...values, declared };
}

/** Where the data that `path` parameters lead to is on this machine, by their names; what is elsewhere is left out. */
export function localData(
  { parameters }: EntryPoint,
  { declared }: ParameterValues,
  places: Places,
): ReadonlyMap<string, string> {
  const paths = [...declared].flatMap(([name, value]) => {
    const path = parameters.get(name)?.type === 'path' ? pathHere(value, places) : undefined;
    return path === undefined ? [] : [[name, path] as const];
  });
  return new Map(paths);
}

async function localPath(name: string, value: string, places: Places, fetchUri: FetchUri): Promise<string> {
  const { folder, codeFolder } = places;
  const given = pathOf(value);
  if (given === undefined) return fetchUri(value, name);
  const path = pathHere(value, places);
  if (path === undefined) return given;
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new ProjectError(`The parameter ${name} is a path, and there is no file or folder ${value}.`);
  return codeFolder === undefined ? path : join(codeFolder, relative(folder, path));
}

/** The path that a value is; undefined of a URI of something else. */
function pathOf(value: string): string | undefined {
  if (value.startsWith('file:')) return fileURLToPath(value);
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(value) ? undefined : value;
}

/** Where that is on this machine; undefined when it is not here. */
function pathHere(value: string, { folder, codeFolder }: Places): string | undefined {
  const given = pathOf(value);
  if (given === undefined || (codeFolder !== undefined && isAbsolute(given))) return undefined;
  return resolve(folder, given);
}

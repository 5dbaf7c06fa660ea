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

async function localPath(
  name: string,
  value: string,
  { folder, codeFolder }: Places,
  fetchUri: FetchUri,
): Promise<string> {
  const isUri = /^[A-Za-z][A-Za-z0-9+.-]+:/.test(value);
  if (isUri && !value.startsWith('file:')) return fetchUri(value, name);
  const given = isUri ? fileURLToPath(value) : value;
  if (codeFolder !== undefined && isAbsolute(given)) return given;
  const path = resolve(folder, given);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new ProjectError(`The parameter ${name} is a path, and there is no file or folder ${value}.`);
  return codeFolder === undefined ? path : join(codeFolder, relative(folder, path));
}

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EntryPoint } from './project.ts';
import type { ParameterValues } from './parameter-values.ts';
import { ProjectError } from './project-error.ts';

/** Fetches a URI and says where it is on this machine. */
export type FetchUri = (uri: string, parameter: string) => Promise<string>;

/** The values with those of `path` parameters as absolute paths on this machine; a URI is fetched. Throws ProjectError. */
export async function withLocalPaths(
  entryPoint: EntryPoint,
  values: ParameterValues,
  folder: string,
  fetchUri: FetchUri,
): Promise<ParameterValues> {
  const declared = new Map(values.declared);
  for (const [name, value] of values.declared)
    if (entryPoint.parameters.get(name)?.type === 'path')
      declared.set(name, await localPath(name, value, folder, fetchUri));
  return { ...values, declared };
}

async function localPath(name: string, value: string, folder: string, fetchUri: FetchUri): Promise<string> {
  const isUri = /^[A-Za-z][A-Za-z0-9+.-]+:/.test(value);
  if (isUri && !value.startsWith('file:')) return fetchUri(value, name);
  const path = resolve(folder, isUri ? fileURLToPath(value) : value);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new ProjectError(`The parameter ${name} is a path, and there is no file or folder ${value}.`);
  return path;
}

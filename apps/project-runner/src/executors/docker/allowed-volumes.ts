import { realpath } from 'node:fs/promises';
import { isAbsolute, normalize, relative } from 'node:path';
import { ProjectError } from '../../mlproject/project-error.ts';

/**
 * Checks volumes of `docker_env` (`/host:/container[:ro]`, or `name:/container`) against the folders and names that may be mounted.
 * What a link on this machine leads to counts as well. Throws ProjectError.
 */
export async function allowedVolumes(
  volumes: readonly string[],
  allowed: readonly string[],
): Promise<string[]> {
  for (const volume of volumes) {
    const [source = '', target = '', mode, ...more] = volume.split(':');
    if (!isAbsolute(target) || more.length > 0 || (mode !== undefined && !/^(?:ro|rw)$/.test(mode)))
      throw new ProjectError(
        `The volume ${volume} of docker_env must be /folder/of/the/machine:/folder/of/the/container, with :ro behind it or not.`,
      );
    const places = isAbsolute(source)
      ? [normalize(source), await realpath(source).catch(() => normalize(source))]
      : [source];
    if (!places.every((place) => allowed.some((each) => isIn(place, each))))
      throw new ProjectError(
        `The volume ${volume} of docker_env is not allowed: MILLRACE_RUNNER_VOLUMES ${allowed.length === 0 ? 'is empty' : `has ${allowed.join(', ')}`}.`,
      );
  }
  return [...volumes];
}

function isIn(place: string, allowed: string): boolean {
  if (!isAbsolute(place) || !isAbsolute(allowed)) return place === allowed;
  return !relative(normalize(allowed), place).startsWith('..');
}

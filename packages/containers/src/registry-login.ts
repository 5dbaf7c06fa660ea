import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AuthConfigObject } from 'dockerode';

const DOCKER_HUB = 'https://index.docker.io/v1/';

/**
 * How to log in at the registry of an image, as `docker login` has kept it in Docker's configuration file; undefined where nothing
 * is kept there, which is also so when a program for credentials keeps it.
 */
export async function registryLogin(
  image: string,
  folder = process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
): Promise<AuthConfigObject | undefined> {
  const server = registryOf(image);
  const { auths = {} } = await readConfig(join(folder, 'config.json'));
  const kept = auths[server]?.auth ?? auths[`https://${server}`]?.auth;
  if (kept === undefined) return undefined;
  const [username = '', ...password] = Buffer.from(kept, 'base64').toString().split(':');
  return { username, password: password.join(':'), serveraddress: server };
}

/** One that is not there, or cannot be read, keeps nothing. */
async function readConfig(path: string): Promise<{ auths?: Record<string, { auth?: string }> }> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as object;
  } catch {
    return {};
  }
}

function registryOf(image: string): string {
  return namesRegistry(image) ? image.slice(0, image.indexOf('/')) : DOCKER_HUB;
}

/** What is before the first slash is a host if it has a dot or a port; `localhost` alone is where engines put what they have built. */
export function namesRegistry(image: string): boolean {
  const slash = image.indexOf('/');
  return slash > 0 && /[.:]/.test(image.slice(0, slash));
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ImageError } from './image-error.ts';
import { pushImage } from './push-image.ts';
import { namesRegistry } from './registry-login.ts';

const MAX_PUBLISH_MS = 1_800_000;

/**
 * Makes an image available to the machines that will run it: by a command that is given its name (`minikube image load`), or
 * else by pushing it to its registry. An image whose name names no registry is left where it was built.
 */
export async function publish(
  name: string,
  command: string,
  onProgress: (line: string) => void,
): Promise<void> {
  const [program, ...args] = command.split(' ').filter((word) => word !== '');
  if (program === undefined) return namesRegistry(name) ? pushImage(name, onProgress) : undefined;
  onProgress(`${command} ${name}`);
  try {
    const { stdout } = await promisify(execFile)(program, [...args, name], { timeout: MAX_PUBLISH_MS });
    for (const line of stdout.split('\n')) if (line.trim() !== '') onProgress(line);
  } catch (error) {
    throw new ImageError(`'${command} ${name}' failed: ${(error as Error).message}`);
  }
}

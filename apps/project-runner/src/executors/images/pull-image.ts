import type Docker from 'dockerode';
import { followProgress } from '@millrace/containers/follow-progress';
import { ImageError } from '@millrace/containers/image-error';
import { registryLogin } from '@millrace/containers/registry-login';
import type { RunImage } from '../executor.ts';
import { findImage } from './engine.ts';

/** An image that the engine has, or that it fetches from its registry. Rejects with ImageError. */
export async function pullImage(
  engine: Docker,
  name: string,
  onProgress: (line: string) => void,
): Promise<RunImage> {
  const found = await findImage(engine, name);
  if (found) return found;
  onProgress(`Pulling the image ${name}`);
  const failure = `The image ${name} could not be pulled`;
  // Without a tag or a digest the engine would fetch all that there are.
  const reference = /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
  try {
    const stream = await engine.pull(reference, { authconfig: await registryLogin(name) });
    await followProgress(engine, stream, onProgress, failure);
  } catch (error) {
    if (error instanceof ImageError) throw error;
    throw new ImageError(`${failure}: ${(error as Error).message}`);
  }
  const pulled = await findImage(engine, name);
  if (pulled === undefined) throw new ImageError(`${failure}: the engine does not have it.`);
  return pulled;
}

import Docker from 'dockerode';
import { followProgress } from './follow-progress.ts';
import { registryLogin } from './registry-login.ts';

/** Pushes an image to the registry that its name begins with. Rejects with ImageError. */
export async function pushImage(name: string, onProgress: (line: string) => void): Promise<void> {
  const docker = new Docker();
  const stream = await docker.getImage(name).push({ authconfig: await registryLogin(name) });
  await followProgress(docker, stream, onProgress, `The image ${name} could not be pushed`);
}

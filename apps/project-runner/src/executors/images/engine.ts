import Docker from 'dockerode';
import { ImageError } from '@millrace/containers/image-error';
import type { RunImage } from '../executor.ts';

/** What images and containers of project runs carry, so that people can find them. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'millrace-project-runner' };

/** The engine at DOCKER_HOST, or the machine's own. */
export function openEngine(): Docker {
  return new Docker();
}

/** An image that the engine has; undefined when it has none of that name. Rejects with ImageError. */
export async function findImage(engine: Docker, name: string): Promise<RunImage | undefined> {
  try {
    const { Id: id, RepoDigests: digests } = await engine.getImage(name).inspect();
    return { name, id: id.includes(':') ? id : `sha256:${id}`, digest: digests?.[0] };
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw engineError(error);
  }
}

export function engineError(error: unknown): ImageError {
  const { statusCode, message } = error as { statusCode?: number; message: string };
  if (statusCode !== undefined) return new ImageError(`The container engine answered: ${message}`);
  const where = process.env['DOCKER_HOST'] ?? '/var/run/docker.sock';
  return new ImageError(
    `The container engine at ${where} cannot be reached: ${message}. DOCKER_HOST says where it is.`,
  );
}

import Docker from 'dockerode';
import { pack } from 'tar-fs';
import { followProgress } from '@millrace/containers/follow-progress';
import { ImageError } from '@millrace/containers/image-error';
import { buildContext } from './build-context.ts';
import type { ImagePlan } from './image-plan.ts';

export interface BuildOptions {
  /** With its tag, such as registry.example.com/ml/wine:1. */
  readonly name: string;
  /** The network that the build may use, where the engine's usual one does not reach the package index. */
  readonly network?: string | undefined;
  readonly onProgress: (line: string) => void;
}

/** Which plan an image was built from. */
const DIGEST_LABEL = 'millrace.digest';

/**
 * Builds the image of a model by the Docker API of the engine at DOCKER_HOST, unless it is there already. Throws ImageError with
 * the last lines of the build when it fails.
 */
export async function buildImage(plan: ImagePlan, options: BuildOptions): Promise<void> {
  const docker = new Docker();
  const { name, network, onProgress } = options;
  if ((await digestOf(docker, name)) === plan.digest) return onProgress(`The image ${name} is there already`);
  const context = await buildContext(plan);
  try {
    // Its streams are of another family, of which Docker's client uses what they have in common.
    const files = pack(context.folder, { dereference: true }) as unknown as NodeJS.ReadableStream;
    const stream = await docker
      .buildImage(files, {
        t: name,
        labels: { [DIGEST_LABEL]: plan.digest },
        ...(network !== undefined && { networkmode: network }),
      })
      .catch((error: Error) => {
        throw new ImageError(`The engine that builds images does not answer as it should: ${error.message}`);
      });
    await followProgress(docker, stream, onProgress, `The image ${name} could not be built`);
  } finally {
    await context.remove();
  }
  if ((await digestOf(docker, name)) !== plan.digest)
    throw new ImageError(`The image ${name} could not be built: the engine does not have it.`);
}

async function digestOf(docker: Docker, name: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(name).inspect()).Config.Labels?.[DIGEST_LABEL];
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw new ImageError(`The engine that builds images does not answer: ${(error as Error).message}`);
  }
}

import type Docker from 'dockerode';
import { followProgress } from '@millrace/containers/follow-progress';
import { ImageError } from '@millrace/containers/image-error';
import type { RunImage } from '../executor.ts';
import { engineError, findImage, MANAGED_BY } from './engine.ts';

export interface ImageBuild {
  /** With its tag. */
  readonly name: string;
  /** A tar archive. */
  readonly context: NodeJS.ReadableStream;
  /** The path of the Dockerfile in it. */
  readonly dockerfile: string;
  /** The network that the build may use; empty for the engine's usual one. */
  readonly network: string;
  readonly onProgress: (line: string) => void;
}

/** Builds an image by the engine's API. Rejects with ImageError, which has the last lines of a build that failed. */
export async function buildImage(engine: Docker, build: ImageBuild): Promise<RunImage> {
  const { name, context, dockerfile, network, onProgress } = build;
  onProgress(`Building the image ${name}`);
  const stream = await engine
    .buildImage(context, {
      t: name,
      dockerfile,
      forcerm: true,
      labels: MANAGED_BY,
      ...(network !== '' && { networkmode: network }),
    })
    .catch((error: unknown) => {
      throw engineError(error);
    });
  const failure = `The image ${name} could not be built`;
  await followProgress(engine, stream, onProgress, failure);
  const built = await findImage(engine, name);
  if (built === undefined) throw new ImageError(`${failure}: the engine does not have it.`);
  return built;
}

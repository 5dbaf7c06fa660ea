import Docker from 'dockerode';
import { pack } from 'tar-fs';
import { buildContext } from './build-context.ts';
import { ImageError } from './image-error.ts';
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
const LAST_LINES = 12;

interface Progress {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

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
    await follow(docker, stream, onProgress, `The image ${name} could not be built`);
  } finally {
    await context.remove();
  }
  if ((await digestOf(docker, name)) !== plan.digest)
    throw new ImageError(`The image ${name} could not be built: the engine does not have it.`);
}

/** Pushes an image to the registry that its name begins with, as the engine is logged in there. */
export async function pushImage(name: string, onProgress: (line: string) => void): Promise<void> {
  const docker = new Docker();
  const stream = await docker.getImage(name).push({});
  await follow(docker, stream, onProgress, `The image ${name} could not be pushed`);
}

async function digestOf(docker: Docker, name: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(name).inspect()).Config.Labels?.[DIGEST_LABEL];
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw new ImageError(`The engine that builds images does not answer: ${(error as Error).message}`);
  }
}

function follow(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onProgress: (line: string) => void,
  failure: string,
): Promise<void> {
  const last: string[] = [];
  const tell = ({ stream: text, status }: Progress): void => {
    for (const line of (text ?? status ?? '').split('\n').filter((each) => each.trim() !== '')) {
      onProgress(line);
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
    }
  };
  return new Promise((resolve, reject) => {
    let why: string | undefined;
    docker.modem.followProgress(
      stream,
      (error) => {
        const message = why ?? error?.message;
        if (message === undefined) resolve();
        else reject(new ImageError([`${failure}: ${message}`, ...last].join('\n')));
      },
      (event: Progress) => {
        why ??= event.errorDetail?.message ?? event.error;
        tell(event);
      },
    );
  });
}

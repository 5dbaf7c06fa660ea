import { cp, mkdir } from 'node:fs/promises';
import { RequirementsError } from '@millrace/python-environments/requirements';
import { buildContext } from '../images/build-context.ts';
import { ImageError } from '@millrace/containers/image-error';
import { buildImage } from '../images/build-image.ts';
import { type ImagePlan, planImage } from '../images/image-plan.ts';
import { readModelFile } from '../scorers/model-file/model-file.ts';
import { ModelLoadError } from '../scorers/model-load-error.ts';
import { resolveModel } from '../standalone-server/model-uri/resolve-model.ts';
import { readFlags, runCommand, UsageError } from './command.ts';

const USAGE = `millrace-serve build-image -m MODEL -n IMAGE [options]: makes an image of one model, which serves it at port 8080

  -m, --model-uri URI      a model's folder, or models:/… or runs:/… of the server at MLFLOW_TRACKING_URI
  -n, --name IMAGE         the image's name and tag; it is built by the engine at DOCKER_HOST
      --network NETWORK    of the build, such as host
      --context FOLDER     write the Dockerfile and all that it needs there, and build nothing
      --help
`;

const FLAGS = {
  'model-uri': { type: 'string', short: 'm' },
  name: { type: 'string', short: 'n' },
  network: { type: 'string' },
  context: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** `millrace-serve build-image`; resolves with the exit code. */
export function buildImageCommand(args: readonly string[]): Promise<number> {
  return runCommand(USAGE, [ImageError, ModelLoadError, RequirementsError], async () => {
    const { help, 'model-uri': modelUri, name, context, network } = readFlags(args, FLAGS);
    if (help) return undefined;
    if (!modelUri) throw new UsageError('-m, the URI of the model, is missing.');
    if (!name && !context) throw new UsageError('-n, the name of the image, is missing.');
    const found = await resolveModel(modelUri, process.env);
    try {
      const plan = await planImage(found.model, await readModelFile(found.model));
      if (context) await writeContext(plan, context);
      else await buildImage(plan, { name: name ?? '', network, onProgress: (line) => console.error(line) });
    } finally {
      await found.remove();
    }
    console.error(context ? `Wrote ${context}` : `Built ${name}`);
    return 0;
  });
}

async function writeContext(plan: ImagePlan, folder: string): Promise<void> {
  const made = await buildContext(plan);
  try {
    await mkdir(folder, { recursive: true });
    await cp(made.folder, folder, { recursive: true, dereference: true });
  } finally {
    await made.remove();
  }
}

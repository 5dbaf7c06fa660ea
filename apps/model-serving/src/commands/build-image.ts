import { cp, mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { RequirementsError } from '@millrace/python-environments/requirements';
import { buildContext } from '../images/build-context.ts';
import { buildImage } from '../images/build-image.ts';
import { ImageError } from '../images/image-error.ts';
import { planImage } from '../images/image-plan.ts';
import { ModelLoadError } from '../scorers/model-load-error.ts';
import { resolveModel } from '../standalone-server/model-uri/resolve-model.ts';

const USAGE = `millrace-serve build-image -m MODEL -n IMAGE [options]: makes an image of one model, which serves it at port 8080

  -m, --model-uri URI      a model's folder, or models:/… or runs:/… of the server at MLFLOW_TRACKING_URI
  -n, --name IMAGE         the image's name and tag; it is built by the engine at DOCKER_HOST
      --network NETWORK    of the build, such as host
      --context FOLDER     write the Dockerfile and all that it needs there, and build nothing
      --help
`;

/** `millrace-serve build-image`; resolves with the exit code. */
export async function buildImageCommand(args: readonly string[]): Promise<number> {
  let values;
  try {
    values = parseArgs({ args: [...args], options: FLAGS, strict: true }).values;
  } catch (error) {
    return misused((error as Error).message);
  }
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { 'model-uri': modelUri, name, context, network } = values;
  if (!modelUri) return misused('-m, the URI of the model, is missing.');
  if (!name && !context) return misused('-n, the name of the image, is missing.');
  try {
    const found = await resolveModel(modelUri, process.env);
    try {
      const plan = await planImage(found.model);
      if (context) await writeContext(plan, context);
      else await buildImage(plan, { name: name ?? '', network, onProgress: (line) => console.error(line) });
    } finally {
      await found.remove();
    }
    console.error(context ? `Wrote ${context}` : `Built ${name}`);
    return 0;
  } catch (error) {
    if (![ImageError, ModelLoadError, RequirementsError].some((known) => error instanceof known)) throw error;
    console.error((error as Error).message);
    return 1;
  }
}

const FLAGS = {
  'model-uri': { type: 'string', short: 'm' },
  name: { type: 'string', short: 'n' },
  network: { type: 'string' },
  context: { type: 'string' },
  help: { type: 'boolean' },
} as const;

async function writeContext(plan: Parameters<typeof buildContext>[0], folder: string): Promise<void> {
  const made = await buildContext(plan);
  try {
    await mkdir(folder, { recursive: true });
    await cp(made.folder, folder, { recursive: true, dereference: true });
  } finally {
    await made.remove();
  }
}

function misused(message: string): number {
  console.error(`${message}\n\n${USAGE}`);
  return 2;
}

import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { inferenceService } from '../cluster/inference-service.ts';
import { frontService, versionObjects } from '../cluster/manifests.ts';
import { isLabelName } from '../cluster/names.ts';

const USAGE = `millrace-serve manifest -n NAME -i IMAGE [options]: prints what runs an image of a model in Kubernetes

  -n, --name NAME          of the Deployment and the Service: small letters, digits and dashes
  -i, --image IMAGE        that build-image has made
      --replicas N         1 by default
      --workers N          in each, 1 by default
      --memory MB          of each worker, 4,096 by default
      --kserve             an InferenceService of KServe instead
      --help
`;

const FLAGS = {
  name: { type: 'string', short: 'n' },
  image: { type: 'string', short: 'i' },
  replicas: { type: 'string', default: '1' },
  workers: { type: 'string', default: '1' },
  memory: { type: 'string', default: '4096' },
  kserve: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** `millrace-serve manifest`; returns the exit code. */
export function manifestCommand(args: readonly string[]): number {
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
  const { name = '', image, kserve } = values;
  if (!isLabelName(name)) return misused('-n must be small letters, digits and dashes, at most 50 of them.');
  if (!image) return misused('-i, the image, is missing.');
  const [replicas, workers, memoryMb] = [values.replicas, values.workers, values.memory].map(Number);
  const run = { image, replicas: replicas ?? 1, workers: workers ?? 1, memoryMb: memoryMb ?? 4096, args: [] };
  if (![run.replicas, run.workers, run.memoryMb].every((number) => Number.isInteger(number) && number > 0))
    return misused('--replicas, --workers and --memory must be whole numbers from 1 on.');
  const labels = { deployment: name, version: '1' };
  const objects = kserve
    ? [inferenceService(name, labels, run)]
    : [...versionObjects(`${name}-v1`, labels, run), frontService(name, labels)];
  console.log(objects.map((object) => stringify(object)).join('---\n'));
  return 0;
}

function misused(message: string): number {
  console.error(`${message}\n\n${USAGE}`);
  return 2;
}

import { stringify } from 'yaml';
import { inferenceService } from '../cluster/inference-service.ts';
import { frontService, versionObjects } from '../cluster/manifests.ts';
import { isLabelName } from '../cluster/names.ts';
import { readFlags, runCommand, UsageError } from './command.ts';

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

/** `millrace-serve manifest`; resolves with the exit code. */
export function manifestCommand(args: readonly string[]): Promise<number> {
  return runCommand(USAGE, [], async () => {
    const { help, name = '', image, kserve, ...numbers } = readFlags(args, FLAGS);
    if (help) return undefined;
    if (!isLabelName(name))
      throw new UsageError('-n must be small letters, digits and dashes, at most 50 of them.');
    if (!image) throw new UsageError('-i, the image, is missing.');
    const run = {
      image,
      replicas: readNumber(numbers.replicas),
      workers: readNumber(numbers.workers),
      memoryMb: readNumber(numbers.memory),
      args: [],
    };
    const whose = { deployment: name, version: '1' };
    const objects = kserve
      ? [inferenceService(name, whose, run)]
      : [...versionObjects(`${name}-v1`, whose, run), frontService(name, whose)];
    console.log(objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n'));
    return 0;
  });
}

function readNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError('--replicas, --workers and --memory must be whole numbers from 1 on.');
}

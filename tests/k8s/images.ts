import { buildImages } from '../compose/compose-command.ts';
import { run } from './kubectl.ts';

const VERSION = '0.1.0';
const PROGRAMS = [
  'migrate',
  'tracking',
  'artifact',
  'registry',
  'project-runner',
  'model-serving',
  'gateway',
];
const MINIO = 'docker.io/minio/minio:RELEASE.2025-09-07T16-13-09Z';
const STORES = ['docker.io/library/postgres:18', 'docker.io/library/redis:7', MINIO];

/**
 * Builds the images and hands them to the cluster, by MILLRACE_TEST_IMAGE_PUBLISH_COMMAND; where there is none, the cluster is taken
 * to have those of the engine. The images of stores are handed over as the engine has them, or else pulled by the cluster.
 */
export async function publishImages(): Promise<void> {
  await buildImages();
  const [program, ...args] = (process.env['MILLRACE_TEST_IMAGE_PUBLISH_COMMAND'] ?? '').split(' ');
  if (!program) return;
  const images = PROGRAMS.map((each) => `docker.io/millrace/${each}:${VERSION}`);
  for (const image of images) {
    // Engines differ in the registry that a name without one stands for; a cluster takes it for Docker's.
    const built = image.replace('docker.io/', 'localhost/');
    if (await isThere(built)) await run('docker', ['tag', built, image]);
  }
  if (!(await isThere(MINIO)) && (await isThere('minio/minio:latest')))
    await run('docker', ['tag', 'minio/minio:latest', MINIO]);
  for (const image of [...images, ...STORES]) if (await isThere(image)) await run(program, [...args, image]);
}

function isThere(image: string): Promise<boolean> {
  return run('docker', ['image', 'inspect', image]).then(
    () => true,
    () => false,
  );
}

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../support/server-process.ts';

/** What does as `docker compose` does: MILLRACE_TEST_COMPOSE, or Docker's own. */
const [program = 'docker', ...before] = (process.env['MILLRACE_TEST_COMPOSE'] ?? 'docker compose').split(' ');

export const hasCompose = spawnSync(program, [...before, 'version'], { timeout: 60_000 }).status === 0;

/** Runs a command of compose on docker-compose.yml. Rejects with what it printed when it fails. */
export function compose(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ stdout: string }> {
  // The images share a stage, which is built once if they do not all begin at once.
  const env = { ...process.env, COMPOSE_PARALLEL_LIMIT: '1', ...environment };
  return promisify(execFile)(program, [...before, ...args], { cwd: ROOT, env, maxBuffer: 64 << 20 });
}

/** Builds the images of all services, unless MILLRACE_TEST_IMAGES_BUILT says that they are there. */
export async function buildImages(): Promise<void> {
  if (process.env['MILLRACE_TEST_IMAGES_BUILT']) return;
  // A build needs none of them, but the file does.
  const secrets = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'MINIO_ROOT_USER', 'MINIO_ROOT_PASSWORD'];
  const unused = Object.fromEntries(secrets.map((name) => [name, 'unused']));
  await compose(['build'], { COMPOSE_PROFILES: 'all', ...unused });
}

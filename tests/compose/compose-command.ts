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

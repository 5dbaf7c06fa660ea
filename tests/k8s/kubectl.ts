import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ROOT } from '../support/server-process.ts';

// As for the deployments of models: whoever has a cluster names its context of the kubeconfig.
const context = process.env['MILLRACE_TEST_KUBERNETES'] ?? '';
export const hasCluster =
  context !== '' && spawnSync('kubectl', ['--context', context, 'version'], { timeout: 60_000 }).status === 0;
if (!hasCluster)
  console.warn(
    'Skipped: Millrace in Kubernetes. It needs kubectl, and MILLRACE_TEST_KUBERNETES, a context of the kubeconfig.',
  );

/** Runs kubectl. Rejects with what it said when it fails. */
export async function kubectl(args: readonly string[], input = ''): Promise<string> {
  return run('kubectl', ['--context', context, ...args], input);
}

/** Runs a program to its end; resolves with what it printed. */
export async function run(program: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(program, args, { cwd: ROOT, stdio: 'pipe' });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('exit', resolve),
  );
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

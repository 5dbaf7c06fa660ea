import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/server-process.ts';

/** Runs a block of commands of docs/operations.md as it stands there: the one below `<!-- tried: name -->`. */
export async function runDocumented(
  name: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const text = await readFile(join(ROOT, 'docs/operations.md'), 'utf8');
  const block = new RegExp(`<!-- tried: ${name} -->\\s*\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (block === undefined) throw new Error(`docs/operations.md has no block "${name}"`);
  await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
}

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWith, underLock } from './python-environment.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ScoringModels {
  /** A Python that can score them. */
  readonly python: string;
  /** The folder of the model of this name. */
  readonly folder: (name: string) => string;
}

/** The models that a script makes, made on first use and kept under `.cache`. Both paths are from the repository's root. */
export async function scoringModels(
  script = 'tests/scoring-differential/make_models.py',
  requirements = 'tests/scoring-differential/requirements.txt',
): Promise<ScoringModels> {
  const python = await pythonWith(requirements);
  const hash = createHash('sha256');
  for (const file of [script, requirements]) hash.update(await readFile(join(ROOT, file)));
  const folder = join(ROOT, '.cache', `scoring-models-${hash.digest('hex').slice(0, 12)}`);
  if (!existsSync(folder))
    await underLock(`${folder}.lock`, async () => {
      if (existsSync(folder)) return;
      await rm(`${folder}.new`, { recursive: true, force: true });
      await promisify(execFile)(python, [join(ROOT, script), `${folder}.new`], {
        maxBuffer: 16 << 20,
        env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true' },
      });
      await rename(`${folder}.new`, folder);
    });
  return { python, folder: (name) => join(folder, name) };
}

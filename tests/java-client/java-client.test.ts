import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { pythonWithMlflow } from '../support/python-client.ts';
import { ROOT } from '../support/server-process.ts';

const HERE = join(ROOT, 'tests/java-client');
const INSTALLATION_MS = 600_000;
const run = promisify(execFile);

const missing = ['java', 'mvn'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0)
  process.stdout.write(
    `Skipped: the Java client, which needs ${missing.join(' and ')}: apt-get install openjdk-17-jdk-headless maven\n`,
  );

(missing.length > 0 ? describe.skip : describe)('the MLflow client for Java', () => {
  let millrace: Millrace;
  beforeAll(async () => {
    millrace = await startMillrace();
  }, 120_000);
  afterAll(() => millrace.stop());

  it(
    'does all it can do',
    async () => {
      // It leaves artifacts to Python's client.
      const python = await pythonWithMlflow();
      const environment = { ...process.env, MLFLOW_PYTHON_EXECUTABLE: python };
      const args = ['-cp', await classPath(), join(HERE, 'ClientStory.java'), millrace.url];
      const { stdout } = await run('java', args, {
        env: { ...environment, MLFLOW_TRACKING_URI: millrace.url },
      });
      expect(stdout).toContain("All of the Java client's calls passed");
    },
    INSTALLATION_MS,
  );
});

/** The jars of the client, downloaded once. */
async function classPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-java-'));
  const file = join(folder, 'classpath');
  const repository = `-Dmaven.repo.local=${join(ROOT, '.cache/maven')}`;
  const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${file}`];
  await run('mvn', ['-q', '-B', '-f', join(HERE, 'pom.xml'), repository, ...goal]);
  const path = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  return path;
}

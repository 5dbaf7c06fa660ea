import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Docker from 'dockerode';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { exampleEnvironment, inEnvironment } from './example-environment.ts';
import { EXAMPLES, runExample } from '../project-runner/examples.ts';
import { ProjectRuns } from '../project-runner/project-runs.ts';

// Docker's own variable says that there is an engine to test with.
const engine = process.env['DOCKER_HOST'] ?? '';
const withEngine = engine === '' ? test.skip : test;
if (engine === '')
  console.warn('Project runs in containers are not tested: set DOCKER_HOST to the address of an engine.');

let millrace: Millrace;
let home: string;
let environment: string;
const runs = new ProjectRuns(() => millrace);
const start = (): Promise<Millrace> =>
  startMillrace({
    home,
    environment: {
      DOCKER_HOST: engine,
      MILLRACE_IMAGE_BUILD_NETWORK: 'host',
      MILLRACE_RUNNER_LEASE_SECONDS: '3',
    },
  });
beforeAll(async () => {
  if (engine === '') return;
  home = await mkdtemp(join(tmpdir(), 'millrace-docker-'));
  environment = await exampleEnvironment('localhost/millrace');
  millrace = await start();
}, 600_000);
afterAll(async () => {
  if (engine === '') return;
  await millrace.stop();
  await rm(home, { recursive: true, force: true });
});

async function containersOf(runId: string): Promise<string[]> {
  const filters = { label: [`millrace.project-run=${runId}`] };
  const found = await new Docker().listContainers({ all: true, filters });
  return found.map(({ State: state }) => state);
}

withEngine(
  'a project with a Dockerfile runs in the image that is built from it, and logs to its run',
  async () => {
    const runId = await runs.runExample('docker', '--executor', 'docker', '-P', 'alpha=0.1');
    const { metrics, tags } = await runs.tracked(runId);
    expect(metrics.get('mean_absolute_error')).toBeLessThan(60);
    expect(tags.get('mlflow.project.env')).toBe('docker');
    expect(tags.get('mlflow.project.backend')).toBe('docker');
    expect(tags.get('mlflow.docker.image.uri')).toMatch(/^localhost\/millrace\/diabetes:[0-9a-f]{12}$/);
    const image = { name: tags.get('mlflow.docker.image.uri'), id: tags.get('mlflow.docker.image.id') };
    expect(await runs.record(runId)).toMatchObject({ env_manager: 'docker', image });
    expect(await containersOf(runId)).toEqual([]);
  },
  300_000,
);

withEngine.each(EXAMPLES)(
  'the example $name runs in a container',
  async (example) => {
    const args = inEnvironment(example.name, environment);
    const { tags } = await runExample(runs, example, '--executor', 'docker', ...args);
    expect(tags.get('mlflow.docker.image.uri')).toBe(environment);
  },
  120_000,
);

withEngine(
  'a project with a python_env runs in an image with its packages, which is built once',
  async () => {
    const project = {
      MLproject:
        'python_env: python_env.yaml\nentry_points: {main: {command: "python -c \'import tabulate\'"}}\n',
      'python_env.yaml': 'python: "3.11"\ndependencies: [tabulate==0.9.0]\n',
    };
    const first = await runs.submit(project, { executor: 'docker' });
    expect(await runs.ended(first)).toMatchObject({ status: 'FINISHED' });
    const second = await runs.submit(project, { executor: 'docker' });
    expect(await runs.ended(second)).toMatchObject({ status: 'FINISHED' });
    expect(await runs.log(second)).not.toContain('Building');
    const tags = await Promise.all([first, second].map(async (id) => (await runs.tracked(id)).tags));
    const [one, other] = tags.map((each) => each.get('mlflow.docker.image.id'));
    expect(one).toBe(other);
    const record = await runs.record(second);
    expect(record).toMatchObject({
      python_version: expect.stringMatching(/^3\.11\.\d+$/),
      packages: expect.arrayContaining(['tabulate==0.9.0']),
    });
    // Repeated when the image is gone, with what was in it; which image it is, is told.
    await new Docker().getImage(tags[1]?.get('mlflow.docker.image.uri') ?? '').remove({ force: true });
    const again = await runs.reproduce(second);
    expect(await runs.ended(again)).toMatchObject({ status: 'FINISHED' });
    expect(await runs.log(again)).toContain('The image of the run that is repeated is made again');
    expect(await runs.record(again)).toMatchObject({ packages: record['packages'] });
    expect(await runs.reproduction(again)).toMatchObject({
      status: 'SAME',
      differences: { packages: [], image: { original: record['image_digest'] } },
    });
  },
  180_000,
);

withEngine(
  'a command finds its files, its variables and its path parameters, and is limited',
  async () => {
    const runId = await runs.submit(
      {
        MLproject: `name: checks
docker_env:
  image: python:3.11-slim
  environment: [[MODE, fast], GIVEN]
entry_points:
  main:
    parameters: {file: path}
    command: "cat {file}; echo $MODE $GIVEN; head -c 30000000 /dev/zero > big; echo $?"
`,
        'data/words.txt': 'of the project\n',
      },
      {
        executor: 'docker',
        parameters: { file: 'data/words.txt' },
        executor_config: { disk_mb: 10, environment: { GIVEN: 'with the run' } },
      },
    );
    expect(await runs.ended(runId)).toMatchObject({ status: 'FINISHED' });
    expect(await runs.log(runId)).toMatch(/of the project\nfast with the run\n(?:.*\n)?153\n/);
  },
  60_000,
);

withEngine(
  'what cannot be run says why',
  async () => {
    const docker = (env: string): Record<string, string> => ({
      MLproject: `name: bad\ndocker_env: ${env}\nentry_points: {main: {command: "true"}}\n`,
      'Dockerfile.bad': 'FROM python:3.11-slim\nRUN echo told before && exit 3\n',
    });
    for (const [env, reason] of [
      [
        '{image: "127.0.0.1:9/none/such:1"}',
        /The image 127\.0\.0\.1:9\/none\/such:1 could not be pulled: .*refused/s,
      ],
      [
        '{image: a, dockerfile: Dockerfile.bad}',
        /The image localhost\/millrace\/bad:\w+ could not be built: .*told before/s,
      ],
      ['{image: a, dockerfile: Dockerfile.none}', /The project has no file Dockerfile\.none/],
      ['{image: "python:3.11-slim", volumes: ["/etc:/host"]}', /\/etc:\/host of docker_env is not allowed/],
      ['{image: "python:3.11-slim", environment: [DATABASE_URL]}', /copies the variable DATABASE_URL/],
    ] as const) {
      const run = await runs.ended(await runs.submit(docker(env), { executor: 'docker' }));
      expect(run).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(reason) });
    }
  },
  120_000,
);

const SLEEPS = { 'sleep.sh': 'echo begun; sleep 120\n' };

withEngine(
  'a run that is cancelled leaves no container',
  async () => {
    const runId = await runs.submit(SLEEPS, { executor: 'docker', entry_point: 'sleep.sh' });
    await runs.untilLogged(runId, 'begun\n');
    await runs.cancel(runId);
    expect(await runs.ended(runId)).toMatchObject({ status: 'KILLED' });
    expect(await containersOf(runId)).toEqual([]);
  },
  60_000,
);

withEngine(
  'when the runner is killed its container ends with it, and whoever takes over removes what is left',
  async () => {
    const runId = await runs.submit(SLEEPS, { executor: 'docker', entry_point: 'sleep.sh' });
    await runs.untilLogged(runId, 'begun\n');
    await millrace.process.stop('SIGKILL');
    for (let look = 0; look < 100 && (await containersOf(runId)).includes('running'); look += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await containersOf(runId)).not.toContain('running');
    millrace = await start();
    expect(await runs.ended(runId)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('The runner died'),
    });
    expect(await containersOf(runId)).toEqual([]);
  },
  90_000,
);

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { exampleEnvironment, inEnvironment } from './example-environment.ts';
import { EXAMPLES, runExample } from '../project-runner/examples.ts';
import { ProjectRuns } from '../project-runner/project-runs.ts';

const run = promisify(execFile);

// As for deployments: whoever has a cluster, and an engine to build images with, says so.
const context = process.env['MILLRACE_TEST_KUBERNETES'] ?? '';
const inCluster = context === '' ? test.skip : test;
if (context === '')
  console.warn(
    'Project runs in Kubernetes are not tested: set MILLRACE_TEST_KUBERNETES to a context of the kubeconfig.',
  );

const namespace = `millrace-runs-${process.pid}`;
const TEMPLATE = `
apiVersion: batch/v1
kind: Job
metadata: {name: replaced, namespace: ${namespace}, labels: {team: cellar}}
spec:
  backoffLimit: 4
  template:
    spec:
      containers:
      - name: replaced
        image: replaced
        command: [replaced]
        env: [{name: FROM_TEMPLATE, value: "yes"}]
        resources: {requests: {memory: 64Mi}}
      restartPolicy: Never
`;

let millrace: Millrace;
let home: string;
let environment: string;
const runs = new ProjectRuns(() => millrace);
beforeAll(async () => {
  if (context === '') return;
  await kubectl('create', 'namespace', namespace);
  home = await mkdtemp(join(tmpdir(), 'millrace-kubernetes-'));
  environment = await exampleEnvironment('localhost/millrace');
  millrace = await start();
}, 600_000);
afterAll(async () => {
  if (context === '') return;
  await millrace.stop();
  await kubectl('delete', 'namespace', namespace, '--wait=false');
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<Millrace> {
  return startMillrace({
    home,
    host: await addressForPods(),
    environment: {
      KUBECONFIG: process.env['KUBECONFIG'] ?? '',
      DOCKER_HOST: process.env['DOCKER_HOST'] ?? '',
      MILLRACE_IMAGE_BUILD_NETWORK: 'host',
      MILLRACE_IMAGE_PUBLISH_COMMAND: process.env['MILLRACE_TEST_IMAGE_PUBLISH_COMMAND'] ?? '',
      MILLRACE_RUNNER_KUBERNETES: context,
      MILLRACE_RUNNER_KUBERNETES_NAMESPACES: namespace,
      MILLRACE_RUNNER_KUBERNETES_START_SECONDS: '15',
      MILLRACE_RUNNER_LEASE_SECONDS: '3',
    },
  });
}

/** One of this machine alone that pods of its own node reach, if there is one; that of the node otherwise. */
async function addressForPods(): Promise<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const internal = addresses.find(
    ({ address, family, internal: is }) => is && family === 'IPv4' && !address.startsWith('127.'),
  );
  if (internal) return internal.address;
  const path = '{.items[0].status.addresses[?(@.type=="InternalIP")].address}';
  return kubectl('get', 'nodes', '-o', `jsonpath=${path}`);
}

async function kubectl(...args: string[]): Promise<string> {
  return (await run('kubectl', ['--context', context, ...args])).stdout.trim();
}

async function jobsOf(runId: string, path = '{.items[*].metadata.name}'): Promise<string> {
  const label = `millrace.project-run=${runId}`;
  return kubectl('-n', namespace, 'get', 'jobs', '-l', label, '-o', `jsonpath=${path}`);
}

const SLEEPS = { 'sleep.sh': 'echo begun; sleep 120\n' };
const sleeping = (config: object = {}): Promise<string> =>
  runs.submit(SLEEPS, { executor: 'kubernetes', entry_point: 'sleep.sh', executor_config: config });

inCluster(
  "an example runs as a Job with MLflow's backend config, and logs to its run",
  async () => {
    await writeFile(join(home, 'job.yaml'), TEMPLATE);
    const config = { 'kube-context': context, 'repository-uri': 'localhost/team/diabetes' };
    const paths = { ...config, 'kube-job-template-path': join(home, 'job.yaml') };
    await writeFile(join(home, 'kubernetes.json'), JSON.stringify(paths));
    const args = ['--executor', 'kubernetes', '-c', join(home, 'kubernetes.json')];
    const runId = await runs.runExample('docker', ...args, '-P', 'alpha=0.1');
    const { metrics, tags } = await runs.tracked(runId);
    expect(metrics.get('mean_absolute_error')).toBeLessThan(60);
    expect(tags.get('host')).toMatch(/^diabetes-/);
    expect(tags.get('mlflow.project.env')).toBe('docker');
    expect(tags.get('mlflow.docker.image.uri')).toMatch(/^localhost\/team\/diabetes:[0-9a-f]{12}$/);
    expect(await runs.record(runId)).toMatchObject({ env_manager: 'docker' });
    expect(await jobsOf(runId, '{.items[0].metadata.labels.team}')).toBe('cellar');
  },
  400_000,
);

inCluster.each(EXAMPLES)(
  'the example $name runs as a Job',
  async (example) => {
    const args = inEnvironment(example.name, environment);
    const { tags } = await runExample(runs, example, '--executor', 'kubernetes', ...args);
    expect(tags.get('mlflow.docker.image.uri')).toMatch(/^localhost\/millrace\/\w+-run:[0-9a-f]{12}$/);
  },
  300_000,
);

inCluster(
  'what does not start says why',
  async () => {
    const template = (container: object): object => ({
      spec: { template: { spec: { containers: [{ name: 'a', ...container }] } } },
    });
    const never = template({ imagePullPolicy: 'Always' });
    const unknown = template({ imagePolicy: 'Always' });
    for (const [config, reason] of [
      [{ cpus: 1000 }, /The pod has not started within 15 seconds\. .*Insufficient cpu/],
      [{ 'kube-job-template': never }, /The pod does not start: (?:ErrImagePull|ImagePullBackOff)/],
      [{ 'kube-job-template': unknown }, /The Job is not valid: .*unknown field .*imagePolicy/],
      [{ 'kube-job-template': 'kind: Pod' }, /kube-job-template must be a Job of batch\/v1, and is a Pod/],
      [{ namespace: 'kube-system' }, /The namespace kube-system is not one of millrace-runs/],
      [{ 'kube-context': 'other' }, /kube-context other is not one of/],
    ] as const) {
      const ended = await runs.ended(await sleeping(config));
      expect(ended).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(reason) });
    }
  },
  200_000,
);

inCluster(
  'a run that is cancelled leaves no Job; the queue of Kueue is handed on',
  async () => {
    const runId = await sleeping({ queue_name: 'team-queue' });
    await runs.untilLogged(runId, 'begun\n');
    const label = '{.items[0].metadata.labels.kueue\\.x-k8s\\.io/queue-name}';
    expect(await jobsOf(runId, label)).toBe('team-queue');
    await runs.cancel(runId);
    expect(await runs.ended(runId)).toMatchObject({ status: 'KILLED' });
    expect(await jobsOf(runId)).toBe('');
  },
  120_000,
);

inCluster(
  'when the runner is killed, whoever takes over deletes the Job',
  async () => {
    const runId = await sleeping();
    await runs.untilLogged(runId, 'begun\n');
    await millrace.process.stop('SIGKILL');
    millrace = await start();
    expect(await runs.ended(runId)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('The runner died'),
    });
    expect(await jobsOf(runId)).toBe('');
  },
  120_000,
);

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ExecutorConfig } from '@millrace/contracts/projects/executor-config';
import type { RunOrder } from '../executor.ts';
import { jobManifest } from './job-manifest.ts';
import { readJobTemplate } from './job-template.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'job-template-'));
});
afterAll(() => rm(folder, { recursive: true }));

// As MLflow's documentation has it.
const TEMPLATE = `
apiVersion: batch/v1
kind: Job
metadata:
  name: "{replaced with MLflow Project name}"
  namespace: mlflow
spec:
  ttlSecondsAfterFinished: 100
  backoffLimit: 4
  template:
    spec:
      containers:
      - name: "{replaced with MLflow Project name}"
        image: "{replaced with URI of Docker image created during Project execution}"
        command: ["{replaced with MLflow Project entry point command}"]
        env: [{name: OWN, value: kept}]
        resources:
          limits:
            memory: 512Mi
          requests:
            memory: 256Mi
      nodeSelector: {disk: fast}
      restartPolicy: OnFailure
`;

function order(config: ExecutorConfig = {}): RunOrder {
  return {
    runId: 'ab'.repeat(16),
    projectName: 'My Project!',
    folder,
    scratch: folder,
    command: 'python train.py $(id) $$',
    variables: { MLFLOW_RUN_ID: 'ab'.repeat(16), PRICE: '$(MLFLOW_RUN_ID)' },
    workplace: {
      manager: 'docker',
      image: { name: 'example/image:1', id: 'sha256:0', digest: undefined },
      programs: [],
      variables: {},
      installed: () => Promise.resolve(undefined),
      release: () => Promise.resolve(),
    },
    config,
    timeoutSeconds: 60,
    limits: { processes: 64, memoryBytes: 2 ** 30, diskBytes: 2 ** 30, openFiles: 256 },
    onOutput: () => Promise.resolve(),
    onProgress: () => undefined,
  };
}
const read = (template: unknown, allowed: string[] = []): ReturnType<typeof readJobTemplate> =>
  readJobTemplate({ 'kube-job-template': template as string }, folder, allowed);

test("a project is put into MLflow's template as MLflow does", async () => {
  const job = jobManifest(order({ queue_name: 'team' }), await read(TEMPLATE), 'mlflow');
  expect(job.metadata).toMatchObject({
    generateName: 'my-project-abababab-',
    namespace: 'mlflow',
    labels: { 'kueue.x-k8s.io/queue-name': 'team', 'millrace.project-run': 'ab'.repeat(16) },
  });
  expect(job.metadata).not.toHaveProperty('name');
  expect(job.spec).toMatchObject({
    backoffLimit: 0,
    ttlSecondsAfterFinished: 100,
    activeDeadlineSeconds: 180,
    template: {
      metadata: { labels: { 'millrace.project-run': 'ab'.repeat(16) } },
      spec: {
        restartPolicy: 'Never',
        nodeSelector: { disk: 'fast' },
        automountServiceAccountToken: false,
      },
    },
  });
  const [container] = job.spec?.template.spec?.containers ?? [];
  expect(container).toMatchObject({
    name: 'my-project',
    image: 'example/image:1',
    resources: { limits: { memory: '512Mi' }, requests: { memory: '256Mi' } },
    env: [
      { name: 'OWN', value: 'kept' },
      { name: 'PYTHONUNBUFFERED' },
      { name: 'MLFLOW_RUN_ID' },
      { name: 'PRICE' },
    ],
  });
  expect(container?.command?.at(-1)).toBe('python train.py $$(id) $$$$');
  expect(container?.env?.at(-1)?.value).toBe('$$(MLFLOW_RUN_ID)');
});

test('what a run asks for comes before what its template does', async () => {
  const job = jobManifest(order({ memory_mb: 1024, cpus: 2, gpus: 1 }), await read(TEMPLATE), 'mlflow');
  const asked = { memory: '1073741824', cpu: '2', 'nvidia.com/gpu': '1' };
  expect(job.spec?.template.spec?.containers[0]?.resources).toMatchObject({ limits: asked, requests: asked });
});

test('a template may be a file of the project, and no other', async () => {
  await writeFile(join(folder, 'job.yaml'), TEMPLATE);
  const template = await readJobTemplate({ 'kube-job-template-path': 'job.yaml' }, folder, []);
  expect(template.metadata?.namespace).toBe('mlflow');
  for (const [path, message] of [
    ['/etc/passwd', 'must be the path of a file in the project, not /etc/passwd'],
    ['../job.yaml', 'The project has no file ../job.yaml'],
    ['other.yaml', 'The project has no file other.yaml'],
  ] as const)
    await expect(readJobTemplate({ 'kube-job-template-path': path }, folder, [])).rejects.toThrow(message);
});

const pod = (spec: object): object => ({
  spec: { template: { spec: { containers: [{ name: 'a' }], ...spec } } },
});
test.each([
  ['a: [', 'kube-job-template is not valid YAML: Flow sequence'],
  ['just text', 'kube-job-template must be a Job, as a mapping.'],
  [{ kind: 'Pod' }, 'must be a Job of batch/v1, and is a Pod'],
  [{ spec: {} }, 'must have a list of containers at spec.template.spec.containers'],
  [pod({ containers: [] }), 'must have a list of containers'],
  [pod({ hostNetwork: true }), 'hostNetwork is not allowed'],
  [pod({ containers: [{ name: 'a', securityContext: { privileged: true } }] }), 'container a is privileged'],
  [
    pod({ initContainers: [{ name: 'b', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }] }),
    'container b adds capabilities',
  ],
  [
    pod({ volumes: [{ name: 'v', hostPath: { path: '/data/../etc' } }] }),
    'v mounts /data/../etc of the node',
  ],
])('a template is refused: %j', async (template, message) => {
  await expect(read(template, ['/data'])).rejects.toThrow(message);
});

test('folders of the node are mounted where that is allowed', async () => {
  await expect(
    read(pod({ volumes: [{ name: 'v', hostPath: { path: '/data/x' } }] }), ['/data']),
  ).resolves.toBeDefined();
});

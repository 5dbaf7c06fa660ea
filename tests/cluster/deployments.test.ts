import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { pythonWithMlflow } from '../support/python-client.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('log_models.py', import.meta.url));
const API = '/api/millrace/deployments';
const NAME = 'answer';
const SERVICE = `model-${NAME}`;

// A cluster and an engine to build images with take minutes to have, so whoever has them says so. MILLRACE_TEST_KUBERNETES is a
// context of the kubeconfig, MILLRACE_TEST_IMAGE_PUBLISH_COMMAND what hands images to that cluster.
const context = process.env['MILLRACE_TEST_KUBERNETES'] ?? '';
const publishCommand = process.env['MILLRACE_TEST_IMAGE_PUBLISH_COMMAND'] ?? '';
const inCluster = context === '' ? test.skip : test;
if (context === '')
  console.warn(
    'Deployments in Kubernetes are not tested: set MILLRACE_TEST_KUBERNETES to a context of the kubeconfig.',
  );

let millrace: Millrace;
let python: string;
beforeAll(async () => {
  if (context === '') return;
  python = await pythonWithMlflow();
  millrace = await startMillrace({
    environment: {
      KUBECONFIG: process.env['KUBECONFIG'] ?? '',
      DOCKER_HOST: process.env['DOCKER_HOST'] ?? '',
      MILLRACE_SERVING_KUBERNETES: context,
      MILLRACE_IMAGE_PUBLISH_COMMAND: publishCommand,
      MILLRACE_IMAGE_BUILD_NETWORK: 'host',
    },
  });
  await client([SCRIPT, NAME]);
}, 300_000);
afterAll(() => millrace?.stop());

interface Shown {
  readonly state: string;
  readonly reason?: string;
  readonly versions: readonly {
    readonly version: string;
    readonly role: string;
    readonly state: string;
    readonly model_version: string;
  }[];
}

function client(args: readonly string[]): Promise<{ stdout: string }> {
  const env = { ...process.env, MLFLOW_TRACKING_URI: millrace.url, MLFLOW_DISABLE_TELEMETRY: 'true' };
  return run(python, args, { env, maxBuffer: 16 << 20 });
}

async function alias(version: number): Promise<void> {
  const call = `set_registered_model_alias("${NAME}", "champion", "${version}")`;
  await client(['-c', `import mlflow; mlflow.MlflowClient().${call}`]);
}

async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(millrace.url + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function kubectl(...args: string[]): Promise<string> {
  return (await run('kubectl', ['--context', context, ...args])).stdout.trim();
}

async function until(what: string, is: (shown: Shown) => boolean): Promise<Shown> {
  return eventually(what, async () => {
    const shown = (await call('GET', `${API}/${NAME}`))['deployment'] as Shown;
    if (shown.state === 'failed') throw new Error(JSON.stringify(shown));
    return is(shown) ? shown : undefined;
  });
}

async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 540_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) {
      const logs = await (await fetch(`${millrace.url}${API}/${NAME}/logs?tail=50`)).text();
      throw new Error(`${what}: not so\n${JSON.stringify(await call('GET', `${API}/${NAME}`))}\n${logs}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function answerAt(url: string): Promise<number | string> {
  const answer = await fetch(`${url}/invocations`, {
    method: 'POST',
    body: '{"dataframe_split": {"columns": ["x"], "data": [[1.0]]}}',
    headers: { 'content-type': 'application/json' },
  });
  const text = await answer.text();
  return answer.status === 200 ? (JSON.parse(text) as { predictions: [number] }).predictions[0] : text;
}

inCluster(
  'a deployment runs as a Deployment and a Service, scales, follows its alias without a failed request, and is removed',
  async () => {
    const created = await call('POST', API, {
      name: NAME,
      model_uri: `models:/${NAME}@champion`,
      target: 'kubernetes',
    });
    expect(created).toMatchObject({ deployment: { name: NAME, target: 'kubernetes', replicas: 1 } });
    await until('it is ready', ({ state }) => state === 'ready');
    const through = `${millrace.url}/deployments/${NAME}`;
    expect(await answerAt(through)).toBe(1);

    // What runs there has no rights that it does not need.
    const spec = await kubectl('get', 'deployment', `${SERVICE}-v1`, '-o', 'jsonpath={.spec.template.spec}');
    expect(JSON.parse(spec)).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
      containers: [{ securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false } }],
    });

    await call('POST', `${API}/${NAME}/scale`, { replicas: 3 });
    await eventually('three pods answer', async () => {
      const ready = await kubectl(
        'get',
        'deployment',
        `${SERVICE}-v1`,
        '-o',
        'jsonpath={.status.readyReplicas}',
      );
      return ready === '3' ? true : undefined;
    });

    const address = await eventually('the Service is there', async () => {
      const ip = await kubectl('get', 'service', SERVICE, '-o', 'jsonpath={.spec.clusterIP}').catch(() => '');
      return ip === '' ? undefined : `http://${ip}`;
    });
    const answers: (number | string)[] = [];
    const load = new AbortController();
    const loading = Promise.all(
      [through, through, through, address].map(async (url) => {
        while (!load.signal.aborted) answers.push(await answerAt(url));
      }),
    );
    await alias(2);
    await until('version 2 answers', ({ versions }) =>
      versions.some(({ role, model_version: model }) => role === 'live' && model === '2'),
    );
    await eventually('all have heard of it', async () =>
      answers.slice(-50).every((each) => each === 2) ? true : undefined,
    );
    await eventually('what ran version 1 is gone', async () => {
      const left = await kubectl('get', 'deployments', '-o', 'name');
      return left.includes(`${SERVICE}-v1`) ? undefined : true;
    });
    load.abort();
    await loading;
    expect(new Set(answers)).toEqual(new Set([1, 2]));

    await alias(3);
    const { reason } = await until(
      'it says why version 3 is not served',
      (shown) => shown.reason !== undefined,
    );
    expect(reason).toMatch(/was not taken into service: .*the weights are not where they should be/s);
    expect(await answerAt(through)).toBe(2);

    await call('DELETE', `${API}/${NAME}`);
    await eventually('nothing of it is left', async () => {
      const left = await kubectl('get', 'deployments,services', '-o', 'name');
      return left.includes(SERVICE) ? undefined : true;
    });
  },
  1_200_000,
);

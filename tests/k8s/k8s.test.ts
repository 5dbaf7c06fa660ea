import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceOfPath } from '@millrace/contracts/routes';
import { STORY_MS, tellStory } from '../story/tell-story.ts';
import { untilAnswers } from '../support/until-answers.ts';
import { ClusterStack } from './cluster-stack.ts';
import { publishImages } from './images.ts';
import { hasCluster } from './kubectl.ts';

const UP_MS = 1_200_000;
const BACK_MS = 120_000;
const NAMESPACE = 'millrace-test';
const FOLDERS = [
  'overlays/local',
  'overlays/production',
  ...['tracking', 'artifact', 'registry', 'project-runner', 'model-serving'].map((name) => `alone/${name}`),
];
/** The gateway is reached at a port of the node: there may be no Ingress controller. */
const NODE_PORT = {
  patches: [
    {
      target: { kind: 'Service', name: 'gateway' },
      patch: '[{"op": "add", "path": "/spec/type", "value": "NodePort"}]',
    },
  ],
};

interface Ingress {
  readonly spec: {
    readonly rules: readonly {
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly backend: { readonly service: { readonly name: string } };
        }[];
      };
    }[];
  };
}

(hasCluster ? describe : describe.skip)('the manifests', () => {
  let stack: ClusterStack;
  beforeAll(async () => {
    stack = await ClusterStack.open(`${NAMESPACE}-dry`);
  }, BACK_MS);
  afterAll(() => stack?.close(), BACK_MS);

  it.each(FOLDERS)(
    'of %s are valid, and name no image as latest',
    async (folder) => {
      const printed = await stack.apply(folder, {}, '--dry-run=server', '-o', 'yaml');
      const images = printed.match(/(?<=^\s*(?:- )?image: ).*$/gm) ?? [];
      expect(images.length).toBeGreaterThan(0);
      for (const image of images) expect(image).toMatch(/:(?!latest)[\w.-]+$/);
    },
    BACK_MS,
  );
});

(hasCluster ? describe : describe.skip)('the overlay local', () => {
  let stack: ClusterStack;
  let url: string;
  beforeAll(async () => {
    await publishImages();
    stack = await ClusterStack.open(NAMESPACE);
    await stack.makeSecrets();
    await stack.apply('overlays/local', NODE_PORT);
    await stack.untilRolledOut('statefulsets', 'deployments');
    url = await stack.address('gateway');
  }, UP_MS);
  afterAll(() => stack?.close(), BACK_MS);

  it(
    'migrates the database by a Job',
    async () => {
      await stack.kubectl(['wait', '--for=condition=complete', '--timeout=100s', 'job/migrate']);
    },
    BACK_MS,
  );

  it(
    'holds the story of the MLflow client, the quickstart included',
    async () => {
      expect(await tellStory(url)).toMatch(/\d+ passed/);
    },
    STORY_MS,
  );

  it(
    'gives the accounts what their services need in their namespace, and nothing else',
    async () => {
      const may = (account: string, ...what: string[]): Promise<string> => {
        const as = `system:serviceaccount:${NAMESPACE}:${account}`;
        return stack.kubectl(['auth', 'can-i', ...what, `--as=${as}`]).then(
          () => 'yes',
          () => 'no',
        );
      };
      expect(await may('project-runner', 'create', 'jobs')).toBe('yes');
      expect(await may('model-serving', 'patch', 'deployments')).toBe('yes');
      for (const account of ['project-runner', 'model-serving', 'tracking', 'gateway']) {
        expect(await may(account, 'get', 'secrets')).toBe('no');
        expect(await may(account, 'create', 'jobs', '-n', 'default')).toBe('no');
      }
      expect(await may('tracking', 'list', 'pods')).toBe('no');
    },
    BACK_MS,
  );

  it('sends the paths of the Ingress where the gateway sends them', async () => {
    const ingress = JSON.parse(await stack.kubectl(['get', 'ingress', 'millrace', '-o', 'json'])) as Ingress;
    const paths = ingress.spec.rules.flatMap(({ http }) => http.paths);
    expect(paths.length).toBeGreaterThan(1);
    for (const { path, backend } of paths)
      expect([path, backend.service.name]).toEqual([path, serviceOf(path)]);
  });

  it(
    'has pods that are lost back, with all that was acknowledged',
    async () => {
      const api = `${url}/api/2.0/mlflow`;
      for (const name of ['tracking', 'registry', 'artifact', 'gateway', 'redis']) {
        await createExperiment(api, `before ${name} was lost`);
        const selector = `app.kubernetes.io/name=${name}`;
        await stack.kubectl(['delete', 'pod', '-l', selector, '--grace-period=0', '--force']);
        await untilAnswers(
          `${api}/experiments/get-by-name?experiment_name=before%20${name}%20was%20lost`,
          BACK_MS,
        );
        await untilAnswers(`${url}/ready`, BACK_MS);
      }
    },
    5 * BACK_MS,
  );

  it(
    'runs one service by itself, on a database of elsewhere',
    async () => {
      const alone = await ClusterStack.open(`${NAMESPACE}-alone`);
      try {
        const encoded = await stack.kubectl([
          'get',
          'secret',
          'millrace',
          '-o',
          'jsonpath={.data.DATABASE_URL}',
        ]);
        const database = Buffer.from(encoded, 'base64')
          .toString()
          .replace('@postgres:', `@postgres.${NAMESPACE}:`);
        await alone.kubectl([
          'create',
          'secret',
          'generic',
          'millrace',
          `--from-literal=DATABASE_URL=${database}`,
        ]);
        await alone.apply('alone/registry', {
          patches: [
            {
              target: { kind: 'HorizontalPodAutoscaler' },
              patch: '[{"op": "replace", "path": "/spec/minReplicas", "value": 1}]',
            },
          ],
        });
        await alone.untilRolledOut('deployments');
        const ask =
          'fetch("http://registry:5000/api/2.0/mlflow/registered-models/search").then(r=>console.log(r.status))';
        expect(await alone.kubectl(['exec', 'deployment/registry', '--', 'node', '-e', ask])).toBe('200\n');
      } finally {
        await alone.close();
      }
    },
    3 * BACK_MS,
  );
});

function serviceOf(path: string): string {
  return serviceOfPath(path.replace(/^\/ajax-api/, '/api')) ?? 'gateway';
}

/** Creates it as clients do: what is answered 503, as by a pod that is being lost, is sent again, and made once. */
async function createExperiment(api: string, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const request = { method: 'POST', body: JSON.stringify({ name }), headers };
  for (const deadline = Date.now() + BACK_MS; ; await sleep(200)) {
    const answer = await fetch(`${api}/experiments/create`, request);
    if (answer.status === 503 && Date.now() < deadline) continue;
    expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
    return;
  }
}

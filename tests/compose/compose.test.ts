import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STORY_MS, tellStory } from '../story/tell-story.ts';
import { untilAnswers } from '../support/until-answers.ts';
import { hasCompose } from './compose-command.ts';
import { ComposeStack } from './compose-stack.ts';

const UP_MS = 1_200_000;
const BACK_MS = 60_000;
const SERVICES = ['tracking', 'artifact', 'registry', 'project-runner', 'model-serving', 'gateway'];

async function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

(hasCompose ? describe : describe.skip)('docker compose up', () => {
  let stack: ComposeStack;
  beforeAll(async () => {
    stack = await ComposeStack.up();
  }, UP_MS);
  afterAll(() => stack?.down(), BACK_MS);

  it('publishes the gateway alone, on this machine alone, and gives the services no rights', async () => {
    const containers = await stack.containers();
    const published = containers.filter((each) => each.published.length > 0);
    expect(published.map(({ service }) => service)).toEqual(['gateway']);
    expect(published[0]?.published).toEqual(['127.0.0.1']);
    const ours = containers.filter(({ service }) => SERVICES.includes(service));
    expect(ours).toHaveLength(SERVICES.length);
    for (const { user, isReadOnly } of ours) expect([user, isReadOnly]).toEqual(['10001:10001', true]);
  });

  it('serves the web interface where the API is', async () => {
    const page = await fetch(stack.url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<div id="root">');
  });

  it(
    'holds the story of the MLflow client, the quickstart included',
    async () => {
      expect(await tellStory(stack.url)).toMatch(/\d+ passed/);
    },
    STORY_MS,
  );

  it(
    'has every service and store back after a crash, with all that was acknowledged',
    async () => {
      const api = `${stack.url}/api/2.0/mlflow`;
      for (const name of ['tracking', 'registry', 'artifact', 'gateway', 'postgres', 'redis', 'minio']) {
        const kept = await post(`${api}/experiments/create`, { name: `before ${name} crashed` });
        expect(kept.status).toBe(200);
        await stack.crash(name);
        await untilAnswers(
          `${api}/experiments/get-by-name?experiment_name=before%20${name}%20crashed`,
          BACK_MS,
        );
        await untilAnswers(`${stack.url}/ready`, BACK_MS);
      }
    },
    7 * BACK_MS,
  );
});

(hasCompose ? describe : describe.skip)('a profile', () => {
  let stack: ComposeStack;
  beforeAll(async () => {
    stack = await ComposeStack.up('registry');
  }, UP_MS);
  afterAll(() => stack?.down(), BACK_MS);

  it(
    'starts one component with what it depends on, behind the gateway',
    async () => {
      const api = `${stack.url}/api/2.0/mlflow`;
      await untilAnswers(`${api}/registered-models/search`, BACK_MS);
      const running = (await stack.containers()).map(({ service }) => service);
      // The migration ends when it is done, which may be a moment after the registry has found that there is nothing to do.
      const staying = running.filter((service) => service !== 'migrate').sort();
      expect(staying).toEqual(['gateway', 'postgres', 'redis', 'registry']);
      expect((await post(`${api}/registered-models/create`, { name: 'alone' })).status).toBe(200);
      const away = await fetch(`${api}/experiments/get?experiment_id=0`);
      expect([away.status, await away.json()]).toEqual([
        503,
        expect.objectContaining({ message: expect.stringContaining('tracking service cannot be reached') }),
      ]);
    },
    BACK_MS,
  );
});

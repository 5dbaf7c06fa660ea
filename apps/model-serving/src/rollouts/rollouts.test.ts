import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, TestServing } from '../../test/serving.ts';
import { type Behaviour, openScorers } from '../../test/written-scorer.ts';

let serving: TestServing;
beforeAll(async () => {
  serving = await TestServing.start();
});
afterAll(() => serving.close());

interface Shown {
  readonly state: string;
  readonly reason?: string;
  readonly versions: readonly {
    readonly version: string;
    readonly role: string;
    readonly state: string;
    readonly reason?: string;
    readonly model_version: string;
  }[];
}

async function show(name: string): Promise<Shown> {
  return (await serving.deployments('GET', `/${name}`)).body['deployment'] as Shown;
}

function shows(name: string, what: string, is: (shown: Shown) => boolean): Promise<Shown> {
  return eventually(async () => {
    const shown = await show(name);
    return is(shown) ? shown : undefined;
  }, what);
}

async function deployed(name: string, modelUri: string): Promise<void> {
  await serving.deployments('POST', '', { name, model_uri: modelUri, env_manager: 'local' });
  await shows(name, 'it is ready', ({ state }) => state === 'ready');
}

test('an alias is followed without a failed request, and the version before is stopped', async () => {
  await serving.register('follow', { answer: 'f1' });
  await serving.register('follow', { answer: 'f2', loadMs: 200 });
  await serving.alias('follow', 'champion', 1);
  await deployed('follow', 'models:/follow@champion');
  expect(await serving.invoke('follow')).toBe('f1');

  const answers: string[] = [];
  const load = new AbortController();
  const loading = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!load.signal.aborted) answers.push(await serving.invoke('follow'));
    }),
  );
  await serving.alias('follow', 'champion', 2);
  const shown = await shows('follow', 'version 2 is live', ({ versions }) =>
    versions.some(({ version, role }) => version === '2' && role === 'live'),
  );
  await eventually(async () => (answers.at(-1) === 'f2' ? true : undefined), 'it answers');
  load.abort();
  await loading;
  expect(new Set(answers)).toEqual(new Set(['f1', 'f2']));
  // Once the new version has answered, the old one answers nothing that was asked after.
  expect(answers.slice(answers.indexOf('f2') + 16)).not.toContain('f1');
  expect(shown.versions.map(({ role, state }) => `${role} ${state}`)).toEqual([
    'retired stopped',
    'live ready',
  ]);
  await eventually(async () => (openScorers.includes('f1') ? undefined : true), 'the old scorer is stopped');
});

test.each([
  ['does not load', { answer: 'x', broken: 'no module named torch' }, 'no module named torch'],
  ['fails on its example', { answer: 'x', badExample: 'expected 4 features' }, 'expected 4 features'],
])(
  'a version that %s is not taken into service, and the deployment says why',
  async (_, behaviour: Behaviour, why) => {
    const model = `bad-${behaviour.broken === undefined ? 'example' : 'load'}`;
    await serving.register(model, { answer: 'good' });
    await serving.register(model, behaviour);
    await serving.alias(model, 'champion', 1);
    await deployed(model, `models:/${model}@champion`);
    await serving.alias(model, 'champion', 2);
    const shown = await shows(model, 'it says why', ({ reason }) => reason !== undefined);
    expect(shown.state).toBe('ready');
    expect(shown.reason).toBe(
      `Version 2 (${model} version 2) was not taken into service: ${why}; version 1 (${model} version 1) goes on answering`,
    );
    expect(shown.versions[1]).toMatchObject({ role: 'retired', state: 'failed', reason: why });
    expect(await serving.invoke(model)).toBe('good');

    await serving.register(model, { answer: 'better' });
    await serving.alias(model, 'champion', 3);
    await eventually(
      async () => ((await serving.invoke(model)) === 'better' ? true : undefined),
      'version 3',
    );
    expect((await show(model)).reason).toBeUndefined();
  },
);

test('a first version that does not load leaves a deployment that failed and says why', async () => {
  await serving.register('broken', { answer: 'x', broken: 'a package is missing' });
  await serving.deployments('POST', '', {
    name: 'broken',
    model_uri: 'models:/broken/1',
    env_manager: 'local',
  });
  const shown = await shows('broken', 'it failed', ({ state }) => state === 'failed');
  expect(shown.reason).toMatch('a package is missing');
  expect(await serving.invoke('broken')).toMatch(
    /^503 The deployment 'broken' failed to load: .*a package is missing/,
  );
});

test('stages and the newest version are followed too', async () => {
  await serving.register('staged', { answer: 's1' });
  await serving.register('staged', { answer: 's2' });
  const stage = (version: string): Promise<unknown> =>
    serving.call('POST', '/api/2.0/mlflow/model-versions/transition-stage', {
      name: 'staged',
      version,
      stage: 'Production',
      archive_existing_versions: true,
    });
  await stage('1');
  await deployed('staged', 'models:/staged/Production');
  expect(await serving.invoke('staged')).toBe('s1');
  await stage('2');
  await eventually(async () => ((await serving.invoke('staged')) === 's2' ? true : undefined), 'version 2');
});

test.each([
  ['a version was deleted', 'gone', 'DELETE', 'model-versions/delete', { name: 'gone', version: '1' }],
  ['a model was deleted', 'all-gone', 'DELETE', 'registered-models/delete', { name: 'all-gone' }],
  ['a model was renamed', 'old', 'POST', 'registered-models/rename', { name: 'old', new_name: 'renamed' }],
])('when %s, what serves it goes on, and the deployment says so', async (_, model, method, path, body) => {
  await serving.register(model, { answer: 'g1' });
  await serving.alias(model, 'champion', 1);
  await deployed(model, `models:/${model}@champion`);
  await serving.call(method, `/api/2.0/mlflow/${path}`, body);
  await shows(model, 'it says so', ({ reason }) =>
    /@champion leads nowhere any more.*goes on answering/.test(reason ?? ''),
  );
  expect(await serving.invoke(model)).toBe('g1');
});

test('a deployment whose URI names a version says when its whole model was deleted', async () => {
  await serving.register('fixed', { answer: 'f1' });
  await deployed('fixed', 'models:/fixed/1');
  await serving.call('DELETE', '/api/2.0/mlflow/registered-models/delete', { name: 'fixed' });
  await shows('fixed', 'it says so', ({ reason }) => /was deleted from the registry/.test(reason ?? ''));
  expect(await serving.invoke('fixed')).toBe('f1');
});

test('another model is rolled out by a change of the URI, and rolled back', async () => {
  await serving.register('back', { answer: 'b1' });
  await serving.register('back', { answer: 'b2' });
  await deployed('back', 'models:/back/1');
  await serving.deployments('PATCH', '/back', { model_uri: 'models:/back/2' });
  await eventually(async () => ((await serving.invoke('back')) === 'b2' ? true : undefined), 'version 2');
  expect((await serving.deployments('POST', '/back/rollback')).status).toBe(200);
  await eventually(
    async () => ((await serving.invoke('back')) === 'b1' ? true : undefined),
    'version 1 again',
  );
  const { versions } = await show('back');
  expect(versions.map(({ version, role }) => `${version} ${role}`)).toEqual(['1 live', '2 retired']);
});

test('both replicas follow, and a restart loads what was deployed', async () => {
  await serving.register('two', { answer: 't1' });
  await serving.register('two', { answer: 't2' });
  await serving.alias('two', 'champion', 1);
  await deployed('two', 'models:/two@champion');
  const other = await serving.addReplica();
  await eventually(
    async () => ((await serving.invoke('two', other)) === 't1' ? true : undefined),
    'the replica',
  );
  await serving.alias('two', 'champion', 2);
  for (const url of [serving.url, other])
    await eventually(
      async () => ((await serving.invoke('two', url)) === 't2' ? true : undefined),
      `${url} follows`,
    );
  const { versions } = await show('two');
  expect(versions.map(({ role, state }) => `${role} ${state}`)).toEqual(['retired stopped', 'live ready']);
  await serving.stopReplica(other);
  expect((await show('two')).state).toBe('ready');
  expect(await serving.invoke('two')).toBe('t2');
});

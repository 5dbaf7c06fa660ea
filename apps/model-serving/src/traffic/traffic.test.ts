import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, TestServing } from '../../test/serving.ts';

let serving: TestServing;
beforeAll(async () => {
  serving = await TestServing.start();
  for (const answer of ['one', 'two', 'three']) await serving.register('m', { answer });
  await serving.deployments('POST', '', { name: 'd', model_uri: 'models:/m/1', env_manager: 'local' });
  await versionIs('1', 'ready');
});
afterAll(() => serving.close());

interface Version {
  readonly version: string;
  readonly role: string;
  readonly weight: number;
  readonly state: string;
}

async function versions(): Promise<readonly Version[]> {
  const { body } = await serving.deployments('GET', '/d');
  return (body['deployment'] as { versions: Version[] }).versions;
}

function versionIs(number: string, state: string): Promise<true> {
  return eventually(
    async () =>
      (await versions()).some((each) => each.version === number && each.state === state) ? true : undefined,
    `version ${number} is ${state}`,
  );
}

async function tally(requests: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let sent = 0; sent < requests; sent++) {
    const answer = await serving.invoke('d');
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}

const roles = async (): Promise<string[]> =>
  (await versions()).map(({ version, role, weight }) => `${version} ${role} ${weight}`);

test('a canary answers its part, is given more, and is promoted', async () => {
  const added = await serving.deployments('POST', '/d/versions', { model_uri: 'models:/m/2', weight: 20 });
  expect(added).toMatchObject({
    status: 201,
    body: { version: { version: '2', role: 'canary', state: 'pending' } },
  });
  await versionIs('2', 'ready');
  expect(await roles()).toEqual(['1 live 80', '2 canary 20']);
  const counts = await tally(300);
  expect(counts['two']).toBeGreaterThan(25);
  expect(counts['two']).toBeLessThan(110);

  await serving.deployments('PUT', '/d/traffic', { weights: { 1: 0, 2: 100 } });
  await eventually(
    async () => (((await tally(5))['two'] ?? 0) === 5 ? true : undefined),
    'all go to the canary',
  );

  expect((await serving.deployments('POST', '/d/promote', { version: '2' })).status).toBe(200);
  expect(await roles()).toEqual(['1 retired 0', '2 live 100']);
  expect(await tally(5)).toEqual({ two: 5 });
});

test('the Open Inference Protocol answers for a deployment and for each of its versions', async () => {
  const inputs = [{ name: 'x', datatype: 'INT64', shape: [1], data: [1] }];
  const answer = await serving.call('POST', '/v2/models/d/infer', { inputs });
  expect(answer).toMatchObject({ status: 200, body: { model_name: 'd', model_version: '2' } });
  expect(answer.headers.get('x-millrace-version')).toBe('2');
  expect((await serving.call('GET', '/v2/models/d/versions/2/ready')).status).toBe(200);
  expect(await serving.call('GET', '/v2/models/d/versions/1')).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining("no version '1' that answers") },
  });
  expect(await serving.call('GET', '/v2/models/nobody')).toMatchObject({ status: 404 });
  expect((await serving.call('GET', '/v2/models//ready')).status).toBe(404);
  expect((await serving.call('GET', '/v2/health/ready')).status).toBe(200);
});

test('a shadow is asked the same, compared and not returned', async () => {
  await serving.deployments('POST', '/d/versions', { model_uri: 'models:/m/3', role: 'shadow' });
  await versionIs('3', 'ready');
  await eventually(async () => {
    expect(await tally(1)).toEqual({ two: 1 });
    const { body } = await serving.deployments('GET', '/d/stats');
    const shadow = (body['versions'] as { version: string; shadow: Record<string, number> }[]).find(
      ({ version }) => version === '3',
    )?.shadow;
    return (shadow?.['different'] ?? 0) > 2 ? true : undefined;
  }, 'differences are counted');
  expect((await serving.deployments('DELETE', '/d/versions/3')).status).toBe(200);
  expect(await roles()).toEqual(['1 retired 0', '2 live 100', '3 retired 0']);
});

test('a roll back drops the canary first, and then goes back', async () => {
  await serving.deployments('POST', '/d/versions', { model_uri: 'models:/m/3', weight: 50 });
  await versionIs('4', 'ready');
  await serving.deployments('POST', '/d/rollback');
  expect((await roles()).slice(1)).toEqual(['2 live 100', '3 retired 0', '4 retired 0']);
});

test.each([
  ['POST', '/versions', { model_uri: 'models:/m/3', weight: 101 }, 400, "'weight' must be"],
  ['POST', '/versions', { model_uri: 'models:/m/3', role: 'live' }, 400, "'role' must be canary"],
  [
    'POST',
    '/versions',
    { model_uri: 'models:/m/3', role: 'shadow', weight: 5 },
    400,
    'must be 0 for a shadow',
  ],
  ['PUT', '/traffic', { weights: { 2: 99 } }, 400, "'weights' must add up to 100"],
  ['PUT', '/traffic', { weights: { 9: 100 } }, 400, "'weights' must name the live version"],
  ['PUT', '/traffic', { weights: { x: 100 } }, 400, 'must be the number of a version'],
  ['PUT', '/traffic', {}, 400, "'weights' is missing"],
  ['POST', '/promote', { version: 2 }, 400, "'version' must be the number"],
  ['POST', '/promote', { version: '2' }, 409, 'is the live version'],
  ['POST', '/promote', { version: '77' }, 404, "no version '77'"],
  ['DELETE', '/versions/2', undefined, 409, 'is the live version'],
  ['DELETE', '/versions/x', undefined, 404, "no version 'x'"],
])('%s %s %j answers %s', async (method, path, body, status, message) => {
  const answer = await serving.deployments(method, `/d${path}`, body);
  expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
});

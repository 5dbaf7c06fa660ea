import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { startRegistry, type TestRegistry } from '../../test/registry.ts';
import { AliasesService } from '../aliases/aliases.service.ts';
import { RegisteredModelsService } from '../registered-models/registered-models.service.ts';
import { ModelVersionsService } from './model-versions.service.ts';

let registry: TestRegistry;
let models: RegisteredModelsService;
let versions: ModelVersionsService;
let aliases: AliasesService;
beforeAll(async () => {
  registry = await startRegistry();
  models = registry.get(RegisteredModelsService);
  versions = registry.get(ModelVersionsService);
  aliases = registry.get(AliasesService);
});
afterAll(() => registry.close());

interface Version {
  readonly version: string;
  readonly current_stage: string;
  readonly aliases?: readonly string[];
}

async function add(name: string): Promise<Version> {
  const from = { source: 's3://bucket/m', runId: undefined, modelId: undefined };
  return JSON.parse(await versions.create({ name, ...from, tags: [], runLink: '', description: '' }));
}

async function get(name: string, version: string): Promise<Version> {
  return JSON.parse(await versions.get(name, version));
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('versions created at once get numbers of their own, and none is left out', async () => {
  await models.create('many', '', []);
  const created = await Promise.all(numbers(25).map(() => add('many')));
  expect(created.map(({ version }) => Number(version)).toSorted((a, b) => a - b)).toEqual(numbers(25));
});

test('a number is not given again after its version was deleted', async () => {
  await models.create('again', '', []);
  await add('again');
  await add('again');
  await versions.remove('again', '2');
  expect((await add('again')).version).toBe('3');
  await expect(versions.get('again', '2')).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
});

test('when versions enter a stage at once and archive the others, one is left in it', async () => {
  await models.create('stages', '', []);
  for (const _ of numbers(6)) await add('stages');
  await Promise.all(
    numbers(6).map((version) => versions.transition('stages', `${version}`, 'Production', true)),
  );
  const all = await Promise.all(numbers(6).map((version) => get('stages', `${version}`)));
  expect(all.filter(({ current_stage }) => current_stage === 'Production')).toHaveLength(1);
  expect(all.filter(({ current_stage }) => current_stage === 'Archived')).toHaveLength(5);
});

test('an alias that is moved by many at once names one version', async () => {
  await models.create('aliased', '', []);
  for (const _ of numbers(6)) await add('aliased');
  await Promise.all(numbers(6).map((version) => aliases.set('aliased', 'champion', `${version}`)));
  const all = await Promise.all(numbers(6).map((version) => get('aliased', `${version}`)));
  expect(all.flatMap((version) => version.aliases ?? [])).toEqual(['champion']);
});

test('a version that is deleted while it gets an alias leaves none behind', async () => {
  await models.create('race', '', []);
  for (const version of numbers(12)) {
    await add('race');
    await Promise.allSettled([
      aliases.set('race', `a${version}`, `${version}`),
      versions.remove('race', `${version}`),
    ]);
  }
  const left = await registry
    .get(Database)
    .query("SELECT alias FROM registered_model_aliases WHERE name = 'race'");
  expect(left).toEqual([]);
});

test('a model that is renamed while versions are added keeps them all', async () => {
  await models.create('old', '', [{ key: 'k', value: 'v' }]);
  await add('old');
  await aliases.set('old', 'champion', '1');
  const outcomes = await Promise.allSettled([
    ...numbers(5).map(() => add('old')),
    models.rename('old', 'new'),
  ]);
  const added = outcomes.slice(0, -1).filter(({ status }) => status === 'fulfilled').length;
  const rows = await registry.get(Database).query("SELECT version FROM model_versions WHERE name = 'new'");
  expect(rows).toHaveLength(1 + added);
  expect(await get('new', '1')).toMatchObject({ aliases: ['champion'] });
  expect(JSON.parse(await models.get('new'))).toMatchObject({ tags: [{ key: 'k', value: 'v' }] });
  await expect(models.get('old')).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
});

test('a rename onto a name that is taken changes nothing', async () => {
  await models.create('one', '', []);
  await models.create('two', '', []);
  await add('one');
  await expect(models.rename('one', 'two')).rejects.toMatchObject({ errorCode: 'RESOURCE_ALREADY_EXISTS' });
  expect(await get('one', '1')).toMatchObject({ version: '1' });
});

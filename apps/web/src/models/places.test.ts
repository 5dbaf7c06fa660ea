import { expect, test } from '@jest/globals';
import { compareVersionsPlace, modelPlace, readComparedVersions, versionPlace } from './places.ts';

test('names may hold anything', () => {
  expect(modelPlace('a/b c%')).toBe('/models/a%2Fb%20c%25');
  expect(versionPlace('größe', '2')).toBe('/models/gr%C3%B6%C3%9Fe/versions/2');
});

const read = (query: string) => readComparedVersions(new URLSearchParams(query));

test('a comparison is read back from its own address', () => {
  const [, query = ''] = compareVersionsPlace('a&b, c', ['3', '1']).split('?');
  expect(read(query)).toEqual({ name: 'a&b, c', versions: ['3', '1'] });
});

test("MLflow's address of a comparison is understood", () => {
  expect(read('name="my%2520model"&runs={"ab12":"1","cd34":"2"}')).toEqual({
    name: 'my model',
    versions: ['1', '2'],
  });
});

test.each(['', 'name="x"', 'name="x"&runs={}', 'name=x&versions=', 'name={&runs=}'])(
  'nothing to compare: %s',
  (query) => expect(read(query)).toBeUndefined(),
);

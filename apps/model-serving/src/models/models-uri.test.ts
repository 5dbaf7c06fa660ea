import { expect, test } from '@jest/globals';
import { followedModel, readRunsUri } from './models-uri.ts';

test.each([
  ['models:/name@champion', 'name'],
  ['models:/my@model@champion', 'my@model'],
  ['models:/name/Production', 'name'],
  ['models:/name/latest', 'name'],
  ['models:///name/latest', 'name'],
  ['models:/name/3', undefined],
  ['models:/m-0123', undefined],
  ['models:/a/b/c', undefined],
  ['runs:/1/model', undefined],
])('%s follows %s', (uri, name) => {
  expect(followedModel(uri)).toBe(name);
});

test.each([
  ['runs:/abc/model', { runId: 'abc', path: 'model' }],
  ['runs:/abc/deep/model/', { runId: 'abc', path: 'deep/model' }],
  ['runs:/abc', undefined],
  ['models:/abc/1', undefined],
])('%s is %j', (uri, read) => {
  expect(readRunsUri(uri)).toEqual(read);
});

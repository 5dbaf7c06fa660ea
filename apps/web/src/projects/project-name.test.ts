import { expect, test } from '@jest/globals';
import { projectName } from './project-name.ts';

test.each([
  ['/srv/projects/churn/', 'churn'],
  ['https://git.example.com/team/churn.git#training', 'churn › training'],
  ['git@example.com:churn.git', 'churn'],
  ['https://example.com/archives/churn.zip', 'churn'],
  [`upload:${'ab12'.repeat(16)}`, 'Upload ab12ab12'],
  ['/', '/'],
])('%s is called %s', (uri, name) => expect(projectName({ uri })).toBe(name));

test('an upload is called what it was called at home', () =>
  expect(projectName({ uri: `upload:${'ab12'.repeat(16)}`, sourceName: 'churn.zip' })).toBe('churn'));

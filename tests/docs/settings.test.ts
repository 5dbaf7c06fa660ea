import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import prettier from 'prettier';
import { describeSettings } from '@millrace/service-kit/config/describe-settings';
import { StandaloneSettings } from '@millrace/standalone-app/settings/standalone-settings';
import { ROOT } from '../support/server-process.ts';
import { settingsPage } from './settings-page.ts';

it('docs/settings.md is what the schemas say', async () => {
  const page = await readFile(join(ROOT, 'docs/settings.md'), 'utf8');
  expect(page).toBe(await prettier.format(settingsPage(), { parser: 'markdown', printWidth: 110 }));
});

it('every setting says what it means', () => {
  const silent = describeSettings(StandaloneSettings).filter(({ meaning }) => meaning === '');
  expect(silent.map(({ name }) => name)).toEqual([]);
});

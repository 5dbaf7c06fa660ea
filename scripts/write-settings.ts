// Writes docs/settings.md from the settings schemas: npm run docs:settings
import { writeFile } from 'node:fs/promises';
import prettier from 'prettier';
import { settingsPage } from '../tests/docs/settings-page.ts';

const page = await prettier.format(settingsPage(), { parser: 'markdown', printWidth: 110 });
await writeFile(new URL('../docs/settings.md', import.meta.url), page);

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/**
 * The folder of the built web interface that comes with an app, which depends on `@millrace/web`; undefined where it was not
 * built. `from` is the app's `import.meta.url`.
 */
export function builtWebFolder(from: string): string | undefined {
  try {
    const index = createRequire(from).resolve('@millrace/web/dist/index.html');
    return existsSync(index) ? dirname(index) : undefined;
  } catch {
    return undefined;
  }
}

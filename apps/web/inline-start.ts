import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const PLACE = '<!-- start -->';

/**
 * Puts a script and what it imports into the page's HTML, where `<!-- start -->` stands: it runs before any other file is there. The
 * server lets scripts in its own pages run.
 */
export function inlineStart(file: string): Plugin {
  let root = '';
  return {
    name: 'inline-start',
    configResolved(config) {
      ({ root } = config);
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        const code = await bundled(join(root, file));
        if (!html.includes(PLACE)) throw new Error(`index.html has no ${PLACE}`);
        return html.replace(PLACE, () => `<script>${code}</script>`);
      },
    },
  };
}

async function bundled(input: string): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input, output: { format: 'iife' }, treeshake: { moduleSideEffects: false } },
    },
  })) as Rolldown.RolldownOutput;
  const [{ code }] = built.output;
  if (/<\/script|<!--/i.test(code)) throw new Error(`What ${input} is built to cannot stand in HTML`);
  return code.trim();
}

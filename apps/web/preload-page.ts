import type { Plugin } from 'vite';

/**
 * Has browsers fetch a page's script together with the entry's, rather than when that has run and knows which page it shows: for
 * the page that is opened most. `file` is the end of the page's source path.
 */
export function preloadPage(file: string): Plugin {
  return {
    name: 'preload-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find(
          (each) => each.type === 'chunk' && each.facadeModuleId?.endsWith(file),
        );
        if (!chunk) throw new Error(`No chunk is made of ${file}`);
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `./${chunk.fileName}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

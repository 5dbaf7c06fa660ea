import type { IndexHtmlTransformContext, Plugin } from 'vite';

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>;
type Chunk = Extract<Bundle[string], { type: 'chunk' }>;

/** A chunk, its styles and what it imports, but for what the page's HTML names already. */
function filesOf(chunk: Chunk, bundle: Bundle): Set<string> {
  const entry = Object.values(bundle).find((each) => each.type === 'chunk' && each.isEntry);
  const known = new Set(
    entry?.type === 'chunk' ? [entry.fileName, ...entry.imports, ...stylesOf(entry)] : [],
  );
  const imported = chunk.imports.flatMap((name) => {
    const other = bundle[name];
    return other?.type === 'chunk' && !known.has(name) ? [name, ...stylesOf(other)] : [];
  });
  return new Set([chunk.fileName, ...imported, ...stylesOf(chunk)].filter((name) => !known.has(name)));
}

const stylesOf = ({ viteMetadata }: Chunk): string[] => [...(viteMetadata?.importedCss ?? [])];

/**
 * Has browsers fetch a page's script, what that imports, and its styles together with the entry's, rather than when that has run and knows which page it shows: for
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
        if (chunk?.type !== 'chunk') throw new Error(`No chunk is made of ${file}`);
        const files = filesOf(chunk, bundle ?? {});
        return [...files].map((name) => {
          const rel = name.endsWith('.css') ? 'stylesheet' : 'modulepreload';
          return { tag: 'link', attrs: { rel, crossorigin: true, href: `./${name}` }, injectTo: 'head' };
        });
      },
    },
  };
}

import type { LanguageFn } from 'highlight.js';
import { createLowlight } from 'lowlight';

export interface Token {
  readonly text: string;
  /** What it is: `keyword`, `string`, `comment`… */
  readonly scope?: string;
}

type Grammar = () => Promise<{ readonly default: LanguageFn }>;

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  python: () => import('highlight.js/lib/languages/python'),
  json: () => import('highlight.js/lib/languages/json'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
  xml: () => import('highlight.js/lib/languages/xml'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  bash: () => import('highlight.js/lib/languages/bash'),
  sql: () => import('highlight.js/lib/languages/sql'),
  ini: () => import('highlight.js/lib/languages/ini'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  java: () => import('highlight.js/lib/languages/java'),
  scala: () => import('highlight.js/lib/languages/scala'),
  r: () => import('highlight.js/lib/languages/r'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  go: () => import('highlight.js/lib/languages/go'),
  rust: () => import('highlight.js/lib/languages/rust'),
  css: () => import('highlight.js/lib/languages/css'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  diff: () => import('highlight.js/lib/languages/diff'),
};

const lowlight = createLowlight();

/** Text as coloured pieces, line by line. Each grammar is loaded when it is first needed. */
export async function highlight(text: string, language: string): Promise<Token[][]> {
  const grammar = GRAMMARS[language];
  if (!grammar) return plain(text);
  if (!lowlight.registered(language)) lowlight.register(language, (await grammar()).default);
  const lines: Token[][] = [[]];
  collect(lowlight.highlight(language, text.replace(/\n$/, '')), undefined, lines);
  return lines;
}

const plain = (text: string): Token[][] => text.split('\n').map((line) => [{ text: line }]);

interface Tree {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly Tree[];
}

function collect(node: Tree, scope: string | undefined, lines: Token[][]): void {
  if (node.type === 'text') {
    for (const [index, part] of (node.value ?? '').split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push(scope ? { text: part, scope } : { text: part });
    }
    return;
  }
  const { className } = node.properties ?? {};
  const own = Array.isArray(className)
    ? String(className[0])
        .replace(/^hljs-/, '')
        .replaceAll('-', '_')
    : scope;
  for (const child of node.children ?? []) collect(child, own, lines);
}

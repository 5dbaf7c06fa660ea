import { splitUrl } from './python-url.ts';

/** What a `models:/` URI names: a logged model, or one version of a registered model. */
export type ModelsUri =
  | { readonly kind: 'logged-model'; readonly modelId: string }
  | { readonly kind: 'version'; readonly name: string; readonly version: string }
  | { readonly kind: 'stage'; readonly name: string; readonly stage: string }
  | { readonly kind: 'alias'; readonly name: string; readonly alias: string }
  | { readonly kind: 'latest'; readonly name: string };

/** Reads `models:/m-…`, `models:/name/3`, `…/Production`, `…/latest`, `models:/name@alias`; undefined for anything else. */
export function parseModelsUri(uri: string): ModelsUri | undefined {
  const url = splitUrl(uri, false);
  if (url?.scheme !== 'models' || !url.path.startsWith('/') || url.path.length === 1) return undefined;
  const [name = '', suffix, ...more] = url.path.replace(/^\/+/, '').split('/');
  if (more.length > 0 || name.trim() === '') return undefined;
  if (suffix === undefined) return withoutSuffix(name);
  if (suffix.trim() === '') return undefined;
  if (/^\d+$/.test(suffix)) return { kind: 'version', name, version: suffix };
  if (suffix.toLowerCase() === 'latest') return { kind: 'latest', name };
  return { kind: 'stage', name, stage: suffix };
}

function withoutSuffix(text: string): ModelsUri | undefined {
  const at = text.lastIndexOf('@');
  if (at < 0) return { kind: 'logged-model', modelId: text };
  const alias = text.slice(at + 1);
  return alias.trim() === '' ? undefined : { kind: 'alias', name: text.slice(0, at), alias };
}

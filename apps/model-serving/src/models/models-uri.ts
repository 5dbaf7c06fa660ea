/**
 * The registered model whose alias, stage or newest version a `models:/` URI names, so that where it leads may change; undefined
 * for a URI that names one thing for good (`models:/name/3`, `models:/m-…`, `runs:/…`).
 */
export function followedModel(uri: string): string | undefined {
  const path = /^models:\/+(.+)$/s.exec(uri)?.[1];
  if (path === undefined) return undefined;
  const [name = '', suffix, ...more] = path.split('/');
  if (more.length > 0 || name === '') return undefined;
  if (suffix !== undefined) return /^\d+$/.test(suffix) || suffix === '' ? undefined : name;
  const at = name.lastIndexOf('@');
  return at > 0 ? name.slice(0, at) : undefined;
}

/** The run and the path of a `runs:/` URI; undefined for any other. */
export function readRunsUri(uri: string): { readonly runId: string; readonly path: string } | undefined {
  const [, runId, path] = /^runs:\/+([^/]+)\/(.+?)\/*$/s.exec(uri) ?? [];
  return runId === undefined || path === undefined ? undefined : { runId, path };
}

/** Addresses of the pages about models: MLflow's own. Names may hold anything. */
export const modelPlace = (name: string): string => `/models/${encodeURIComponent(name)}`;

export const versionPlace = (name: string, version: string): string =>
  `${modelPlace(name)}/versions/${encodeURIComponent(version)}`;

export const compareVersionsPlace = (name: string, versions: readonly string[]): string =>
  `/compare-model-versions?${new URLSearchParams({ name, versions: versions.join(',') }).toString()}`;

export const loggedModelPlace = (experimentId: string, modelId: string): string =>
  `/experiments/${encodeURIComponent(experimentId)}/models/${encodeURIComponent(modelId)}`;

export interface ComparedVersions {
  readonly name: string;
  readonly versions: readonly string[];
}

/**
 * What a comparison's address asks for: `name=…&versions=1,2`, or as MLflow writes it, `name="…"&runs={"<run id>":"1"}`
 * with JSON in both, where the name may be percent-encoded once more. Undefined where it names no versions.
 */
export function readComparedVersions(query: URLSearchParams): ComparedVersions | undefined {
  const name = query.get('name') ?? '';
  const list = query.get('versions');
  if (name !== '' && list) return { name, versions: list.split(',').filter((each) => each !== '') };
  try {
    const plain = decodeURIComponent(String(JSON.parse(name)));
    const runs = JSON.parse(query.get('runs') ?? '') as Record<string, unknown>;
    const versions = Object.values(runs).map(String);
    return versions.length > 0 ? { name: plain, versions } : undefined;
  } catch {
    return undefined;
  }
}

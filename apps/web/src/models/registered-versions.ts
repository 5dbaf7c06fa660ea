import type { Tags } from '../api/key-values.ts';

export interface RegisteredVersion {
  readonly name: string;
  readonly version: string;
}

/** The versions that a logged model was registered as, which its tag `mlflow.modelVersions` tells as JSON. */
export function registeredVersionsOf(tags: Tags): RegisteredVersion[] {
  try {
    const list = JSON.parse(tags['mlflow.modelVersions'] ?? '[]') as unknown;
    if (!Array.isArray(list)) return [];
    return list
      .filter(
        (each): each is { name: unknown; version: unknown } => typeof each === 'object' && each !== null,
      )
      .map(({ name, version }) => ({ name: String(name), version: String(version) }));
  } catch {
    return [];
  }
}

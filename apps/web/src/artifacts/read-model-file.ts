import { messageOf } from '../api/api-error.ts';
import type { ArtifactPlace } from '../api/artifacts.ts';
import { readText } from './use-artifact.ts';
import { SIZE_LIMITS } from './kinds.ts';

/** The value of an MLmodel file, or what is wrong with its YAML. Throws ApiError when it cannot be read. */
export async function readModelFile(
  place: ArtifactPlace,
  path: string,
  signal?: AbortSignal,
): Promise<{ readonly value?: unknown; readonly fault?: string }> {
  const { text } = await readText(place, path, SIZE_LIMITS.mlmodel ?? 0, signal);
  const { parseYaml } = await import('./parse-yaml.ts');
  try {
    return { value: parseYaml(text) };
  } catch (fault) {
    return { fault: messageOf(fault) };
  }
}

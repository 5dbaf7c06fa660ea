import { quoted } from './filter-text.ts';
import { inPool } from './in-pool.ts';
import { type ModelVersion, searchModelVersions } from './model-versions.ts';
import { getRegisteredModel } from './registered-models.ts';
import type { RequestOptions } from './request.ts';

const MOST = 50;

/** One version of a registered model that was made from a run's artifacts, if there is any. */
export async function versionMadeFrom(runId: string): Promise<ModelVersion | undefined> {
  const { items } = await searchModelVersions({ filter: `run_id = ${quoted(runId)}`, pageSize: 1 });
  return items[0];
}

export interface VersionOfRun extends ModelVersion {
  readonly aliases: readonly string[];
}

/** Versions of registered models that were made from a run's artifacts; at most 50. */
export async function versionsOfRun(runId: string, options?: RequestOptions): Promise<VersionOfRun[]> {
  const { items } = await searchModelVersions(
    { filter: `run_id = ${quoted(runId)}`, pageSize: MOST },
    options,
  );
  // A search tells no aliases: the models do.
  const names = [...new Set(items.map(({ name }) => name))];
  const models = await inPool(names, (name) => getRegisteredModel(name, options).catch(() => undefined));
  return items.map((item) => ({
    ...item,
    aliases: (models[names.indexOf(item.name)]?.aliases ?? [])
      .filter(({ version }) => version === item.version)
      .map(({ alias }) => alias),
  }));
}

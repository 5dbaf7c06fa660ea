import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelLoadError } from '../../scorers/model-load-error.ts';
import type { LocalModel } from '../../scorers/scorer.ts';
import { downloadModel } from './download-model.ts';

/** A model that is on this machine. */
export interface ResolvedModel {
  readonly model: LocalModel;
  /** Its registered name and version, if it came by them. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Removes what was downloaded. */
  remove(): Promise<void>;
}

/** Finds a model by the URI or the folder that a user named; throws ModelLoadError. */
export async function resolveModel(uri: string, environment: NodeJS.ProcessEnv): Promise<ResolvedModel> {
  if (/^(?:models|runs):/.test(uri)) {
    const tracking = environment['MLFLOW_TRACKING_URI'];
    if (tracking === undefined || !/^https?:/.test(tracking))
      throw new ModelLoadError(
        `${uri} is looked up at a tracking server: set MLFLOW_TRACKING_URI to its address (http://…).`,
      );
    return downloadModel(uri, new URL(tracking), environment);
  }
  const folder = resolve(uri.startsWith('file:') ? fileURLToPath(uri) : uri);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new ModelLoadError(`There is no folder ${folder}.`);
  return { model: { folder, uri }, name: undefined, version: undefined, remove: async () => undefined };
}

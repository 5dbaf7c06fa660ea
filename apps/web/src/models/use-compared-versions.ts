import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { getLoggedModel } from '../api/logged-models.ts';
import { getModelVersion, loggedModelIdOf, readModelVersionFile } from '../api/model-versions.ts';
import { getRun } from '../api/runs.ts';
import type { ComparedVersion } from './compared-rows.ts';
import { readMlModel } from './ml-model.ts';

/** Versions with what they are compared by. What a version came from may be gone: then it has less to show. */
export function useComparedVersions(
  name: string,
  versions: readonly string[],
): UseQueryResult<ComparedVersion>[] {
  return useQueries({
    queries: versions.map((version) => ({
      queryKey: ['model', name, 'compared', version],
      queryFn: ({ signal }: { signal: AbortSignal }) => load(name, version, signal),
    })),
  });
}

async function load(name: string, number: string, signal: AbortSignal): Promise<ComparedVersion> {
  const version = await getModelVersion(name, number, { signal });
  const modelId = loggedModelIdOf(version);
  const [run, loggedModel, file] = await Promise.allSettled([
    version.runId === '' ? undefined : getRun(version.runId, { signal }),
    modelId === undefined ? undefined : getLoggedModel(modelId, { signal }),
    readModelVersionFile(name, number, 'MLmodel', { signal }).then(readMlModel),
  ]);
  return {
    version,
    run: valueOf(run),
    loggedModel: valueOf(loggedModel),
    signature: valueOf(file)?.signature,
  };
}

const valueOf = <Value>(settled: PromiseSettledResult<Value>): Value | undefined =>
  settled.status === 'fulfilled' ? settled.value : undefined;

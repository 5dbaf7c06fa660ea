import type { QueryClient } from '@tanstack/react-query';
import { type ModelVersion, type Stage, transitionModelVersion } from '../api/model-versions.ts';
import { notify } from '../components/toast.tsx';

/**
 * Moves a version to a stage, with an undo that also brings back those that it archived: `others` are the versions that
 * were in that stage. Rejects when the server refuses it.
 */
export async function changeStage(
  client: QueryClient,
  version: ModelVersion,
  stage: Stage,
  archives: boolean,
  others: readonly ModelVersion[],
): Promise<void> {
  const { name } = version;
  const refresh = (): Promise<unknown> =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['model', name] }),
      client.invalidateQueries({ queryKey: ['models'] }),
    ]);
  await transitionModelVersion(name, version.version, stage, archives);
  await refresh();
  notify(`Version ${version.version} is in ${stage === 'None' ? 'no stage' : stage}`, {
    ...(archives && others.length > 0 && { description: `Archived: ${listed(others)}` }),
    undo: async () => {
      await transitionModelVersion(name, version.version, version.stage, false);
      if (archives)
        for (const other of others) await transitionModelVersion(name, other.version, other.stage, false);
      await refresh();
    },
  });
}

export const listed = (versions: readonly ModelVersion[]): string =>
  versions.map(({ version }) => `version ${version}`).join(', ');

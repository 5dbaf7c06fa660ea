import { withoutCredentials } from '../sources/project-uri.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { installedPackages } from './installed-packages.ts';
import type { PreparedCommand } from './prepare-command.ts';
import type { OpenedEnvironment } from './project-environments.ts';

/** Where a run's record is among its artifacts. */
export const RECORD_ARTIFACT = 'project-run.json';

/** What a person needs to repeat a run, as JSON text: where the project was, what was not committed of it, its command and its packages. */
export async function runRecord(
  run: Pick<ProjectRun, 'uri' | 'version' | 'entryPoint'>,
  { git, parameters, command }: PreparedCommand,
  environment: OpenedEnvironment,
): Promise<string> {
  const record = {
    uri: withoutCredentials(run.uri),
    version: run.version,
    git: git && {
      commit: git.commit,
      branch: git.branch,
      repository_url: git.repositoryUrl,
      diff: git.diff,
    },
    entry_point: run.entryPoint,
    parameters,
    command,
    env_manager: environment.manager,
    packages: await installedPackages(environment.python),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

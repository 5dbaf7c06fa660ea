import type { ProjectRun } from '../project-runs/project-run.ts';
import { withoutCredentials } from '../sources/project-uri.ts';
import type { Texts } from '../tracking/tracked-runs.ts';
import { installedPackages } from './installed-packages.ts';
import type { PreparedCommand } from './prepare-command.ts';
import type { OpenedEnvironment } from './project-environments.ts';

/** What is needed to repeat a run: where the project was, what was not committed of it, its command and its packages. */
export interface RunRecord {
  readonly uri: string;
  readonly version: string | null;
  readonly git?: {
    readonly commit: string;
    readonly branch?: string | undefined;
    readonly repository_url?: string | undefined;
    /** What was not committed, as a patch. */
    readonly diff?: string | undefined;
    /** The patch was too long to be kept whole. */
    readonly diff_is_partial?: boolean;
  };
  /** Of a project that is not in git: SHA-256 over its files. */
  readonly source_digest?: string;
  readonly entry_point: string;
  readonly parameters: Texts;
  readonly command: string;
  readonly env_manager: OpenedEnvironment['manager'];
  /** As `name==version`. */
  readonly packages: readonly string[];
  /** Of the image that it ran in. */
  readonly image_digest?: string;
}

export async function runRecord(
  run: Pick<ProjectRun, 'uri' | 'version' | 'entryPoint'>,
  { git, parameters, command }: PreparedCommand,
  environment: OpenedEnvironment,
): Promise<RunRecord> {
  return {
    uri: withoutCredentials(run.uri),
    version: run.version,
    ...(git && {
      git: {
        commit: git.commit,
        branch: git.branch,
        repository_url: git.repositoryUrl,
        diff: git.diff,
      },
    }),
    entry_point: run.entryPoint,
    parameters,
    command,
    env_manager: environment.manager,
    packages: await installedPackages(environment.python),
  };
}

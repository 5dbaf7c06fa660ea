import type { RunImage, Workplace } from '../executors/executor.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';
import type { GitFacts } from '../sources/checkout-git.ts';
import { withoutCredentials } from '../sources/project-uri.ts';
import type { Texts } from '../tracking/tracked-runs.ts';
import { dataDigests } from './data-digests.ts';
import type { PreparedCommand } from './prepare-command.ts';

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
  /** SHA-256 of the files and folders that `path` parameters lead to, by parameter; the size of what was too much to read. */
  readonly data?: Texts;
  readonly env_manager: Workplace['manager'];
  /** Such as 3.11.7; unknown where the environment does not say. */
  readonly python_version?: string;
  /** As `name==version`; unknown of an image without Python. */
  readonly packages?: readonly string[];
  /** What it ran in. */
  readonly image?: RunImage;
  /** Of that image: the registry's, or else that of its configuration. */
  readonly image_digest?: string;
}

export async function runRecord(
  run: Pick<ProjectRun, 'uri' | 'version' | 'entryPoint'>,
  { git, sourceDigest, parameters, command, data }: PreparedCommand,
  { manager, image, ...workplace }: Workplace,
): Promise<RunRecord> {
  const installed = await workplace.installed();
  const digests = await dataDigests(data);
  return {
    uri: withoutCredentials(run.uri),
    version: run.version,
    ...(git && {
      git: {
        commit: git.commit,
        branch: git.branch,
        repository_url: git.repositoryUrl,
        diff: git.diff,
        ...(git.diffIsPartial && { diff_is_partial: true }),
      },
    }),
    ...(sourceDigest !== undefined && { source_digest: sourceDigest }),
    entry_point: run.entryPoint,
    parameters,
    command,
    ...(Object.keys(digests).length > 0 && { data: digests }),
    env_manager: manager,
    ...(installed && {
      ...(installed.pythonVersion !== undefined && { python_version: installed.pythonVersion }),
      packages: installed.packages,
    }),
    ...(image && { image, image_digest: image.digest ?? image.id }),
  };
}

/** What git knew of a project that was run, if it was in git. */
export function recordedSource({ git }: RunRecord): GitFacts | undefined {
  return (
    git && {
      commit: git.commit,
      branch: git.branch,
      repositoryUrl: git.repository_url,
      diff: git.diff,
    }
  );
}

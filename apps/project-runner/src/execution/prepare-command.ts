import { entryPointCommand } from '../mlproject/entry-point-command.ts';
import { findEntryPoint } from '../mlproject/find-entry-point.ts';
import { loadProject } from '../mlproject/load-project.ts';
import { localData, withLocalPaths } from '../mlproject/local-paths.ts';
import { parameterValues } from '../mlproject/parameter-values.ts';
import type { Project } from '../mlproject/project.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';
import type { GitFacts } from '../sources/checkout-git.ts';
import { folderDigest } from '../sources/folder-digest.ts';
import { fetchProject, type FetchOptions } from '../sources/fetch-project.ts';
import type { Texts } from '../tracking/tracked-runs.ts';

export interface PreparedCommand {
  /** The working copy. */
  readonly folder: string;
  readonly project: Project;
  readonly git: GitFacts | undefined;
  /** Of a project that is not in git: SHA-256 over its files. */
  readonly sourceDigest: string | undefined;
  /** The value of each parameter, as it was given or by default. */
  readonly parameters: Texts;
  readonly command: string;
  /** Where the data that parameters lead to is on this machine, by their names. */
  readonly data: ReadonlyMap<string, string>;
}

export interface PrepareOptions extends FetchOptions {
  /** Where the command will find the working copy, when that is not where it is now. */
  readonly codeFolder: string | undefined;
}

/** Fetches a run's project and makes the command line. Rejects with ProjectError. Apart, since what it needs is loaded with the first run. */
export async function prepareCommand(
  run: Pick<ProjectRun, 'uri' | 'version' | 'entryPoint' | 'parameters'>,
  options: PrepareOptions,
): Promise<PreparedCommand> {
  const { folder, git } = await fetchProject(run.uri, run.version ?? undefined, options);
  const project = await loadProject(folder);
  const entryPoint = findEntryPoint(project, run.entryPoint);
  const values = parameterValues(entryPoint, run.parameters);
  const places = { folder, codeFolder: options.codeFolder };
  const command = entryPointCommand(
    entryPoint,
    await withLocalPaths(entryPoint, values, places, refuseToFetch),
  );
  return {
    folder,
    project,
    git,
    sourceDigest: git === undefined ? await folderDigest(folder) : undefined,
    command,
    data: localData(entryPoint, values, places),
    parameters: Object.fromEntries([...values.declared, ...values.extra]),
  };
}

function refuseToFetch(uri: string, parameter: string): never {
  throw new ProjectError(
    `The parameter ${parameter} is a path, and ${uri} is not on the machine that runs the project: give a path, or make it a uri parameter that the project fetches itself.`,
  );
}

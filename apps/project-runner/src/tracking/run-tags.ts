import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import type { Workplace } from '../executors/executor.ts';
import type { GitFacts } from '../sources/checkout-git.ts';
import { withoutCredentials } from '../sources/project-uri.ts';
import type { Texts } from './tracked-runs.ts';

/** The tags of a run that is submitted, as `mlflow run` sets them (mlflow/projects/utils.py). */
export function submissionTags(request: CreateProjectRun): Texts {
  return {
    ...(request.user_id !== undefined && { 'mlflow.user': request.user_id }),
    'mlflow.source.name': withoutCredentials(request.source_name ?? request.uri),
    'mlflow.source.type': 'PROJECT',
    'mlflow.project.entryPoint': request.entry_point,
    'mlflow.project.backend': request.executor,
  };
}

/** What is known once the project has been fetched and its environment is there. */
export function sourceTags(
  git: GitFacts | undefined,
  { manager, image }: Pick<Workplace, 'manager' | 'image'>,
): Texts {
  return {
    ...(manager !== 'local' && { 'mlflow.project.env': manager }),
    ...(image && { 'mlflow.docker.image.uri': image.name, 'mlflow.docker.image.id': image.id }),
    ...(git && {
      'mlflow.source.git.commit': git.commit,
      'mlflow.source.git.dirty': git.diff === undefined ? 'false' : 'true',
    }),
    ...(git?.diff !== undefined && { 'mlflow.source.git.diff': git.diff }),
    ...(git?.repositoryUrl !== undefined && { 'mlflow.source.git.repoURL': git.repositoryUrl }),
    ...(git?.branch !== undefined && { 'mlflow.source.git.branch': git.branch }),
  };
}

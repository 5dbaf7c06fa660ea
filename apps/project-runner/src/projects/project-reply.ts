import type { EntryPoint, ProjectEnvironment } from '../mlproject/project.ts';
import type { DescribedProject } from './describe-project.service.ts';

/** A project as the REST API shows it. */
export function projectReply({ project, scripts, git, executors }: DescribedProject): object {
  const points = [...project.entryPoints.values()].map(entryPointReply);
  return {
    name: project.name ?? null,
    // A project without entry points runs its scripts.
    entry_points:
      points.length > 0 ? points : scripts.map((name) => ({ name, command: null, parameters: [] })),
    environment: environmentReply(project.environment),
    executors,
    ...(git && { git: { commit: git.commit, branch: git.branch ?? null } }),
  };
}

function entryPointReply({ name, command, parameters }: EntryPoint): object {
  return {
    name,
    command,
    parameters: [...parameters.values()].map((each) => ({
      name: each.name,
      type: each.type,
      ...(each.default !== undefined && { default: each.default }),
    })),
  };
}

function environmentReply(environment: ProjectEnvironment): object {
  if (environment.kind !== 'docker') return environment;
  const { kind, image, volumes } = environment;
  return { kind, image, volumes };
}

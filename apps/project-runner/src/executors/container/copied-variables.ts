import type { Project } from '../../mlproject/project.ts';
import { ProjectError } from '../../mlproject/project-error.ts';

/**
 * The variables of `docker_env`. Those that are copied come from what was submitted with the run, or from this process where the
 * settings allow it: its credentials are not for anybody's project. Throws ProjectError.
 */
export function dockerVariables(
  { environment }: Pick<Project, 'environment'>,
  submitted: Readonly<Record<string, string>>,
  allowed: readonly string[],
  own: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const variables = environment.kind === 'docker' ? environment.variables : [];
  return Object.fromEntries(
    variables.map(({ name, value }) => {
      const found = value ?? submitted[name] ?? (allowed.includes(name) ? own[name] : undefined);
      if (found !== undefined) return [name, found];
      const remedy = allowed.includes(name)
        ? 'which is not set there: give it in executor_config.environment'
        : 'which MILLRACE_RUNNER_COPIED_VARIABLES does not allow: give it in executor_config.environment';
      throw new ProjectError(
        `docker_env copies the variable ${name} of the machine that runs projects, ${remedy}.`,
      );
    }),
  );
}

import { join } from 'node:path';
import { BuildError } from './build-error.ts';
import { CommandError, type CommandOptions, runCommand } from './run-command.ts';

/** The `conda` of this machine: in MLFLOW_CONDA_HOME, where MLflow looks for it too, or on the PATH. Throws BuildError where there is none. */
export async function condaCommand(
  options: CommandOptions,
  home = process.env['MLFLOW_CONDA_HOME'],
): Promise<string> {
  const conda = home === undefined || home === '' ? 'conda' : join(home, 'bin', 'conda');
  try {
    await runCommand(conda, ['--version'], { ...options, onLine: () => undefined });
    return conda;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new BuildError(
      'There is no conda on this machine: install it, or use env_manager uv or virtualenv, which take the packages of pip.',
    );
  }
}

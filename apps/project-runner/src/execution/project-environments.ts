import { access, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { BuildError } from '@millrace/python-environments/build-error';
import type {
  EnvironmentRequest,
  PythonEnvironment,
  PythonEnvironments,
} from '@millrace/python-environments/python-environments';
import type { ProjectOrder, Workplace } from '../executors/executor.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import { installedBeside } from './installed-packages.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';

/** The Python that projects run with. Its code is loaded with the first one. */
@Injectable()
export class ProjectEnvironments {
  private environments: Promise<PythonEnvironments> | undefined;

  constructor(@Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings) {}

  /** Opens the environment of a project in a folder. Rejects with ProjectError or BuildError. */
  async open({ run, project, folder, scratch, packages, onProgress }: ProjectOrder): Promise<Workplace> {
    const { environment } = project;
    if (environment.kind === 'docker')
      throw new ProjectError(
        'The project has docker_env, which the executor process cannot run: choose docker or kubernetes.',
      );
    const manager = run.envManager ?? (environment.kind === 'none' ? 'local' : 'uv');
    if (manager === 'local') return this.local(scratch);
    this.environments ??= this.load();
    const file =
      environment.kind === 'none' ? {} : { file: { kind: environment.kind, path: environment.file } };
    const request = { manager, folder, ...file, onProgress };
    const opened =
      packages === undefined
        ? await (await this.environments).open(request)
        : await exactly(await this.environments, request, packages);
    const programs = dirname(opened.python);
    return {
      manager,
      programs: [programs],
      variables: { [manager === 'conda' ? 'CONDA_PREFIX' : 'VIRTUAL_ENV']: dirname(programs) },
      installed: () => installedBeside(opened.python),
      release: () => opened.release(),
    };
  }

  /** The machine's own. Commands say `python`, which a machine may know as `python3` only. */
  private async local(scratch: string): Promise<Workplace> {
    const { MILLRACE_RUNNER_PYTHON: name } = this.settings;
    const python = isAbsolute(name) ? name : await find(name);
    const local = {
      manager: 'local',
      variables: {},
      installed: () => installedBeside(python ?? name),
      release: () => Promise.resolve(),
    } as const;
    if (python === undefined) return { ...local, programs: [] };
    const beside = dirname(python);
    const named = isAbsolute(name)
      ? await isThere(join(beside, 'python'))
      : (await find('python')) !== undefined;
    if (named) return { ...local, programs: isAbsolute(name) ? [beside] : [] };
    const programs = join(scratch, 'bin');
    await mkdir(programs, { recursive: true });
    // A link would hide from Python which environment it belongs to.
    await writeFile(join(programs, 'python'), `#!/bin/sh\nexec '${python.replaceAll("'", `'\\''`)}' "$@"\n`, {
      mode: 0o755,
    });
    await symlink('python', join(programs, 'python3')).catch(() => undefined);
    return { ...local, programs: [programs] };
  }

  private async load(): Promise<PythonEnvironments> {
    const { PythonEnvironments } = await import('@millrace/python-environments/python-environments');
    return new PythonEnvironments({
      root: join(this.settings.MILLRACE_RUNNER_FOLDER, 'python'),
      maxBytes: this.settings.MILLRACE_RUNNER_ENVIRONMENT_BYTES,
      localPython: this.settings.MILLRACE_RUNNER_PYTHON,
    });
  }
}

/** One with packages of exactly these versions; with those that the project asks for where they cannot be had any more. */
async function exactly(
  environments: PythonEnvironments,
  request: EnvironmentRequest,
  packages: readonly string[],
): Promise<PythonEnvironment> {
  try {
    return await environments.open({ ...request, exactly: packages });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    request.onProgress(
      `The packages of the run that is repeated cannot be had, so those that the project asks for are taken: ${error.message}`,
    );
    return environments.open(request);
  }
}

async function find(program: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    if (folder !== '' && (await isThere(join(folder, program)))) return join(folder, program);
  return undefined;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

import { createHash } from 'node:crypto';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { FolderCache } from '@millrace/folder-cache/folder-cache';
import { folderSize } from '@millrace/folder-cache/folder-size';
import { BuildError } from './build-error.ts';
import { builderEnvironment } from './builder-environment.ts';
import { buildWithConda, buildWithPip, buildWithUv, interpreterIn } from './builders.ts';
import { condaCommand } from './conda-command.ts';
import { explainBuild } from './explain-build.ts';
import {
  type EnvironmentFile,
  readEnvironmentFile,
  readRequirements,
  RequirementsError,
} from './requirements.ts';
import { CommandError, runCommand } from './run-command.ts';
import { uvCommand } from './uv-command.ts';

export interface PythonEnvironmentsOptions {
  /** Where environments are kept. Several processes may share it. */
  readonly root: string;
  readonly maxBytes: number;
  /** The Python of `local`, and that others are made with: a path, or a name on the PATH. */
  readonly localPython: string;
  readonly buildTimeoutMs?: number;
}

export interface EnvironmentRequest {
  readonly manager: 'local' | 'uv' | 'virtualenv' | 'conda';
  /** With `python_env.yaml`, `conda.yaml` or `requirements.txt`. */
  readonly folder: string;
  /** The file that counts, in place of those. */
  readonly file?: EnvironmentFile;
  /** Packages that are added where the folder's requirements do not name them, such as `mlflow`. */
  readonly alsoNeeds?: readonly string[];
  /** The packages, as `name==version`, in place of those that the folder asks for. */
  readonly exactly?: readonly string[];
  readonly onProgress: (line: string) => void;
}

/** An interpreter that stays until it is released. */
export interface PythonEnvironment {
  readonly python: string;
  release(): Promise<void>;
}

const BUILD_TIMEOUT_MS = 30 * 60_000;

/** Interpreters with the packages that a model or a project requires, made once for each content of its requirements. */
export class PythonEnvironments {
  private readonly cache: FolderCache;
  private readonly tools: FolderCache;
  private readonly options: PythonEnvironmentsOptions;
  private readonly wheels: string;

  constructor(options: PythonEnvironmentsOptions) {
    this.options = options;
    this.wheels = join(options.root, 'wheels');
    this.cache = new FolderCache(join(options.root, 'environments'), { maxBytes: options.maxBytes });
    this.tools = new FolderCache(join(options.root, 'tools'), { maxBytes: options.maxBytes });
  }

  /** Throws BuildError. */
  async open(request: EnvironmentRequest): Promise<PythonEnvironment> {
    if (request.manager === 'local')
      return { python: this.options.localPython, release: () => Promise.resolve() };
    try {
      return await this.cached(request);
    } catch (error) {
      if (error instanceof RequirementsError) throw new BuildError(error.message);
      if (!(error instanceof CommandError)) throw error;
      throw new BuildError(
        `The Python environment could not be built: ${explainBuild(error.message, error.output)}.`,
      );
    }
  }

  private async cached(request: EnvironmentRequest): Promise<PythonEnvironment> {
    const { manager, folder, alsoNeeds = [], onProgress } = request;
    const {
      python,
      packages: named,
      condaPackages,
      channels,
    } = await (request.file === undefined
      ? readRequirements(folder)
      : readEnvironmentFile(folder, request.file));
    if (condaPackages.length > 0 && manager !== 'conda')
      onProgress(
        `Packages of conda are left out, which ${manager} does not know: ${condaPackages.join(', ')}`,
      );
    const packages = request.exactly ?? [
      ...named,
      ...alsoNeeds.filter((name) => !named.some((line) => isFor(line, name))),
    ];
    const make = async (into: string): Promise<void> => {
      onProgress(`Building a Python environment with ${manager}: ${packages.length} requirements`);
      const env = builderEnvironment(this.wheels);
      const timeoutMs = this.options.buildTimeoutMs ?? BUILD_TIMEOUT_MS;
      const { localPython } = this.options;
      const build = { folder: into, python, packages, localPython, env, timeoutMs, onLine: onProgress };
      if (manager === 'virtualenv') await buildWithPip(build);
      else if (manager === 'conda')
        await buildWithConda({ ...build, condaPackages, channels }, await condaCommand(build));
      else {
        const uv = await uvCommand(this.tools, build);
        await buildWithUv(build, uv);
        if (await isLarger(this.wheels, this.options.maxBytes))
          await runCommand(uv, ['cache', 'clean'], build);
      }
    };
    const conda = manager === 'conda' ? [...channels, ...condaPackages] : [];
    const key = contentKey(manager, python, [...packages, ...conda]);
    const found = await this.cache.acquire(key, make, () =>
      onProgress('Waiting for another process that builds the same Python environment'),
    );
    return { python: interpreterIn(found.folder), release: () => found.release() };
  }
}

async function isLarger(folder: string, bytes: number): Promise<boolean> {
  return (await folderSize(folder).catch(() => 0)) > bytes;
}

/** Whether a requirement is for a package or one of its lesser editions (`mlflow-skinny`). */
function isFor(line: string, name: string): boolean {
  return new RegExp(`^${name}(?:-skinny)?\\s*(?:[=<>!~;@[ ]|$)`, 'i').test(line);
}

function contentKey(manager: string, python: string | undefined, packages: readonly string[]): string {
  const content = JSON.stringify([1, manager, platform(), arch(), python ?? '', packages]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

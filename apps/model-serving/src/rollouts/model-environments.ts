import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { EnvManager } from '@millrace/contracts/serving/deployments';
import type {
  PythonEnvironment,
  PythonEnvironments,
} from '@millrace/python-environments/python-environments';
import { SERVING_SETTINGS, type ServingSettings } from '../settings/serving-settings.ts';

/** Packages that workers need, whatever the model names. */
const ALSO_NEEDS = ['mlflow', 'pandas'];

/** The Python of models. Its code is loaded with the first deployment. */
@Injectable()
export class ModelEnvironments {
  private environments: Promise<PythonEnvironments> | undefined;

  constructor(@Inject(SERVING_SETTINGS) private readonly settings: ServingSettings) {}

  async open(
    folder: string,
    manager: EnvManager,
    onProgress: (line: string) => void,
  ): Promise<PythonEnvironment> {
    this.environments ??= this.load();
    return (await this.environments).open({ manager, folder, alsoNeeds: ALSO_NEEDS, onProgress });
  }

  private async load(): Promise<PythonEnvironments> {
    const { PythonEnvironments } = await import('@millrace/python-environments/python-environments');
    const { MILLRACE_SERVING_FOLDER, MILLRACE_SERVING_PYTHON, MILLRACE_SERVING_ENVIRONMENT_BYTES } =
      this.settings;
    return new PythonEnvironments({
      root: join(MILLRACE_SERVING_FOLDER, 'python'),
      maxBytes: MILLRACE_SERVING_ENVIRONMENT_BYTES,
      localPython: MILLRACE_SERVING_PYTHON,
    });
  }
}

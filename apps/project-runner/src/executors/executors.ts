import { Inject, Injectable } from '@nestjs/common';
import type { ExecutorName } from '@millrace/contracts/projects/executor-config';
import { ProjectEnvironments } from '../execution/project-environments.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import type { Executor } from './executor.ts';

/** The executors by name. Their code is loaded with the first run. */
@Injectable()
export class Executors {
  private readonly opened = new Map<ExecutorName, Promise<Executor>>();

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly environments: ProjectEnvironments,
  ) {}

  get(name: ExecutorName): Promise<Executor> {
    const opened = this.opened.get(name) ?? this.open(name);
    this.opened.set(name, opened);
    opened.catch(() => this.opened.delete(name));
    return opened;
  }

  private async open(name: ExecutorName): Promise<Executor> {
    if (name === 'docker') {
      const { DockerExecutor } = await import('./docker/docker-executor.ts');
      return new DockerExecutor(this.settings);
    }
    if (name === 'kubernetes') {
      const { KubernetesExecutor } = await import('./kubernetes/kubernetes-executor.ts');
      return new KubernetesExecutor(this.settings);
    }
    const { ProcessExecutor } = await import('./process/process-executor.ts');
    return new ProcessExecutor(this.environments);
  }
}

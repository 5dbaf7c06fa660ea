import type { Execution, Executor, ProjectOrder, RunOrder, Workplace } from '../executor.ts';
import type { RunnerSettings } from '../../settings/runner-settings.ts';
export class KubernetesExecutor implements Executor {
  readonly codeFolder = '/x';
  constructor(private readonly settings: RunnerSettings) {}
  prepare(order: ProjectOrder): Promise<Workplace> {
    throw new Error(`${order} ${this.settings}`);
  }
  start(order: RunOrder): Promise<Execution> {
    throw new Error(`${order}`);
  }
  sweep(): Promise<void> {
    throw new Error();
  }
}

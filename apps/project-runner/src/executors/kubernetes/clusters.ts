import type { ExecutorConfig } from '@millrace/contracts/projects/executor-config';
import { ProjectError } from '../../mlproject/project-error.ts';
import type { RunnerSettings } from '../../settings/runner-settings.ts';
import { JobCluster } from './job-cluster.ts';

/** The clusters and namespaces that runs may be in. */
export class Clusters {
  private readonly opened = new Map<string, JobCluster>();

  constructor(
    private readonly settings: Pick<
      RunnerSettings,
      'MILLRACE_RUNNER_KUBERNETES' | 'MILLRACE_RUNNER_KUBERNETES_NAMESPACES'
    >,
  ) {}

  /**
   * Where a run is to be: what was asked for, otherwise what its template says, otherwise the first of those in the settings.
   * Throws ProjectError for what the settings do not allow, and ClusterError.
   */
  choose(config: ExecutorConfig, templateNamespace: string | undefined): JobCluster {
    const { MILLRACE_RUNNER_KUBERNETES: contexts } = this.settings;
    const context = config['kube-context'] ?? contexts[0] ?? '';
    if (!contexts.includes(context))
      throw new ProjectError(
        `kube-context ${context} is not one of ${contexts.join(', ')}, which MILLRACE_RUNNER_KUBERNETES allows.`,
      );
    const allowed = this.namespaces(context);
    const namespace = config.namespace ?? templateNamespace ?? allowed[0] ?? '';
    if (!allowed.includes(namespace))
      throw new ProjectError(
        `The namespace ${namespace} is not one of ${allowed.join(', ')}, which MILLRACE_RUNNER_KUBERNETES_NAMESPACES allows.`,
      );
    return this.open(context, namespace);
  }

  all(): JobCluster[] {
    return this.settings.MILLRACE_RUNNER_KUBERNETES.flatMap((context) =>
      this.namespaces(context).map((namespace) => this.open(context, namespace)),
    );
  }

  private namespaces(context: string): string[] {
    const { MILLRACE_RUNNER_KUBERNETES_NAMESPACES: allowed } = this.settings;
    return allowed.length > 0 ? allowed : [this.open(context, undefined).namespace];
  }

  private open(context: string, namespace: string | undefined): JobCluster {
    const key = JSON.stringify([context, namespace]);
    const cluster = this.opened.get(key) ?? new JobCluster(context, namespace);
    this.opened.set(key, cluster);
    return cluster;
  }
}

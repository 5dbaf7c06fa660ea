import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from '@jest/globals';
import { executorConformance } from '../../../test/executor-conformance.ts';
import { RunnerSettings } from '../../settings/runner-settings.ts';
import { JobCluster } from './job-cluster.ts';
import { RUN_LABEL } from './job-manifest.ts';
import { KubernetesExecutor } from './kubernetes-executor.ts';

// As in tests/cluster: whoever has a cluster and an engine to build images with says so.
const context = process.env['MILLRACE_TEST_KUBERNETES'] ?? '';
const namespace = `millrace-conformance-${process.pid}`;
const kubectl = (...args: string[]): Promise<unknown> =>
  promisify(execFile)('kubectl', ['--context', context, ...args]);

if (context === '') {
  console.warn(
    'The Kubernetes executor is not tested: set MILLRACE_TEST_KUBERNETES to a context of the kubeconfig.',
  );
  test.skip('the Kubernetes executor', () => undefined);
} else {
  beforeAll(() => kubectl('create', 'namespace', namespace));
  afterAll(() => kubectl('delete', 'namespace', namespace, '--wait=false'));
  const settings = RunnerSettings.parse({
    MILLRACE_RUNNER_KUBERNETES: context,
    MILLRACE_RUNNER_KUBERNETES_NAMESPACES: namespace,
    MILLRACE_RUNNER_KUBERNETES_TRACKING_URI: 'http://tracking.example.com',
    MILLRACE_IMAGE_PUBLISH_COMMAND: process.env['MILLRACE_TEST_IMAGE_PUBLISH_COMMAND'] ?? '',
  });
  executorConformance('the Kubernetes executor', {
    open: () => new KubernetesExecutor(settings),
    left: async (runId) => {
      const pods = await new JobCluster(context, namespace).listPods(`${RUN_LABEL}=${runId}`);
      return pods
        .filter(({ status }) => !status?.containerStatuses?.every(({ state }) => state?.terminated))
        .map(({ metadata }) => metadata?.name ?? '');
    },
    patienceMs: 30_000,
  });
}

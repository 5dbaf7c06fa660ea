import type { V1Container, V1Job, V1ResourceRequirements } from '@kubernetes/client-node';
import { CODE_FOLDER } from '../container/code-archive.ts';
import { superviseScript } from '../container/supervise-script.ts';
import type { RunOrder } from '../executor.ts';
import { MANAGED_BY } from '../images/engine.ts';
import { plainName } from '../images/image-name.ts';
import type { JobTemplate } from './job-template.ts';

export const RUN_LABEL = 'millrace.project-run';
/** The kubelet tells what is in it when the container has ended. */
const ENDING_FILE = '/dev/millrace-ending';
const KEPT_SECONDS = 3600;
/** The runner ends a run that takes too long; the cluster does, should nobody be there to. */
const LATE_SECONDS = 120;
const MEBIBYTE = 1024 ** 2;
const LEAST_MEMORY = 256 * MEBIBYTE;

/** The Job of a run: a template that its project is put into as MLflow does (mlflow/projects/kubernetes.py), with the run's limits and labels. */
export function jobManifest(order: RunOrder, template: JobTemplate, namespace: string): V1Job {
  const { runId, projectName, config, timeoutSeconds } = order;
  const labels = { ...MANAGED_BY, [RUN_LABEL]: runId };
  const { metadata, spec } = template;
  const { spec: pod, metadata: podMetadata } = spec.template;
  const [first, ...others] = pod.containers;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      generateName: `${plainName(projectName, 40)}-${runId.slice(0, 8)}-`,
      namespace,
      labels: {
        ...metadata?.labels,
        ...labels,
        ...(config.queue_name !== undefined && { 'kueue.x-k8s.io/queue-name': config.queue_name }),
      },
    },
    spec: {
      ttlSecondsAfterFinished: KEPT_SECONDS,
      ...(timeoutSeconds !== undefined && { activeDeadlineSeconds: timeoutSeconds + LATE_SECONDS }),
      ...spec,
      // Retries are the runner's, which counts them.
      backoffLimit: 0,
      podReplacementPolicy: 'Failed',
      template: {
        metadata: { ...podMetadata, labels: { ...podMetadata?.labels, ...labels } },
        spec: {
          // The token of an account is of use to those that ask for one.
          automountServiceAccountToken: pod.serviceAccountName !== undefined,
          enableServiceLinks: false,
          ...pod,
          restartPolicy: 'Never',
          shareProcessNamespace: false,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' }, ...pod.securityContext },
          containers: [projectContainer(order, first ?? { name: '' }), ...others],
        },
      },
    },
  };
}

function projectContainer(order: RunOrder, template: V1Container): V1Container {
  const { limits, projectName, variables, workplace } = order;
  const diskFolders = [CODE_FOLDER, '/tmp'];
  const script = superviseScript({ limits, endingFile: ENDING_FILE, guarded: false, diskFolders });
  const environment = { PYTHONUNBUFFERED: '1', ...variables };
  return {
    workingDir: CODE_FOLDER,
    imagePullPolicy: 'IfNotPresent',
    ...template,
    name: plainName(projectName, 60),
    image: workplace.image?.name ?? '',
    command: ['sh', '-c', literal(script), 'millrace-run', literal(order.command)],
    args: [],
    env: [
      ...(template.env ?? []),
      ...Object.entries(environment).map(([name, value]) => ({ name, value: literal(value) })),
    ],
    resources: resources(order, template.resources),
    terminationMessagePath: ENDING_FILE,
    terminationMessagePolicy: 'File',
    securityContext: { ...template.securityContext, allowPrivilegeEscalation: false },
  };
}

/** Kubernetes puts variables in place of `$(NAME)`, and one dollar in place of two. */
function literal(text: string): string {
  return text.replaceAll('$', () => '$$');
}

/** What the run asks for comes before what the template does, and that before what the settings allow. */
function resources(
  { limits, config }: RunOrder,
  template: V1ResourceRequirements = {},
): V1ResourceRequirements {
  const { memory_mb: memory, cpus, gpus } = config;
  const asked = {
    ...(memory !== undefined && { memory: String(limits.memoryBytes) }),
    ...(cpus !== undefined && { cpu: String(cpus) }),
    ...(gpus !== undefined && { 'nvidia.com/gpu': String(gpus) }),
  };
  return {
    ...template,
    limits: {
      memory: String(limits.memoryBytes),
      'ephemeral-storage': String(limits.diskBytes),
      ...template.limits,
      ...asked,
    },
    // What is not said here would be as much as the limits.
    requests: {
      memory: String(Math.min(LEAST_MEMORY, limits.memoryBytes)),
      cpu: '100m',
      'ephemeral-storage': '0',
      ...template.requests,
      ...asked,
    },
  };
}

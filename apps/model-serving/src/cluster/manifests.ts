import type { V1Container, V1Deployment, V1Service } from '@kubernetes/client-node';
import { IMAGE_PORT, IMAGE_USER } from '../images/dockerfile.ts';

/** Whose objects they are, as labels say. */
export interface Whose {
  readonly deployment: string;
  readonly version: string;
}

export interface ClusterRun {
  readonly image: string;
  readonly replicas: number;
  /** In each replica. */
  readonly workers: number;
  readonly memoryMb: number;
  /** Further options of `millrace-serve`. */
  readonly args: readonly string[];
}

export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'millrace-model-serving' };
/** Of the server itself, beside its workers. */
const SERVER_MB = 512;
/** How long a pod that is to end goes on answering, until all have heard that it will. */
const DRAIN_SECONDS = 5;

export function labelsOf({ deployment, version }: Whose): Record<string, string> {
  return { ...MANAGED_BY, 'millrace.deployment': deployment, 'millrace.version': version };
}

/** What runs one version: a Deployment, and a Service that leads to it alone. */
export function versionObjects(name: string, whose: Whose, run: ClusterRun): [V1Deployment, V1Service] {
  const labels = labelsOf(whose);
  const deployment: V1Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: run.replicas,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 60 + DRAIN_SECONDS,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: IMAGE_USER,
            runAsGroup: IMAGE_USER,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [modelContainer('model', run)],
          // Nothing else of the container can be written to.
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  };
  return [deployment, service(name, labels, labels)];
}

/** The Service that clients in the cluster know: it leads to the version that answers. */
export function frontService(name: string, whose: Whose): V1Service {
  const labels = { ...MANAGED_BY, 'millrace.deployment': whose.deployment };
  return service(name, labels, labelsOf(whose));
}

export function modelContainer(name: string, { image, workers, memoryMb, args }: ClusterRun): V1Container {
  const probe = { httpGet: { path: '/ping', port: IMAGE_PORT }, periodSeconds: 5, timeoutSeconds: 5 };
  const memory = `${workers * memoryMb + SERVER_MB}Mi`;
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['--workers', String(workers), '--memory', String(memoryMb), ...args],
    ports: [{ containerPort: IMAGE_PORT, name: 'http1' }],
    // Loading a model may take minutes; once it answers, it must go on to.
    startupProbe: { ...probe, periodSeconds: 1, failureThreshold: 600 },
    readinessProbe: probe,
    livenessProbe: { ...probe, failureThreshold: 6 },
    lifecycle: { preStop: { exec: { command: ['sleep', String(DRAIN_SECONDS)] } } },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

function service(name: string, labels: Record<string, string>, selector: Record<string, string>): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: { selector, ports: [{ name: 'http', port: 80, targetPort: IMAGE_PORT }] },
  };
}

import {
  ApiException,
  CoreV1Api,
  KubernetesObjectApi,
  type KubernetesObject,
  PatchStrategy,
  type V1Deployment,
  type V1Pod,
  type V1Service,
} from '@kubernetes/client-node';
import { asClusterError } from './as-cluster-error.ts';
import { loadKubeConfig, ownNamespace } from './kube-config.ts';

const FIELD_MANAGER = 'millrace';

/** The objects of one namespace of a cluster. */
export class ClusterClient {
  private readonly objects: KubernetesObjectApi;
  private readonly core: CoreV1Api;
  readonly namespace: string;

  /** `context` names one of the kubeconfig, or is `in-cluster`. Throws ClusterError when there is none like it. */
  constructor(context: string, namespace: string) {
    const config = loadKubeConfig(context);
    this.namespace = namespace || ownNamespace(config);
    this.objects = KubernetesObjectApi.makeApiClient(config);
    this.core = config.makeApiClient(CoreV1Api);
  }

  /** Makes an object as it is given, whether or not it is there. */
  async apply<T extends KubernetesObject>(object: T): Promise<T> {
    const { name, labels } = object.metadata ?? {};
    const spec = { ...object, metadata: { name, labels, namespace: this.namespace } };
    return told(
      this.objects.patch(spec as T, undefined, undefined, FIELD_MANAGER, true, PatchStrategy.ServerSideApply),
    );
  }

  async deployment(name: string): Promise<V1Deployment> {
    return told(
      this.objects.read<V1Deployment>({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: this.at(name) }),
    );
  }

  async listDeployments(labels: Readonly<Record<string, string>>): Promise<V1Deployment[]> {
    return this.list('apps/v1', 'Deployment', labels);
  }

  async listServices(labels: Readonly<Record<string, string>>): Promise<V1Service[]> {
    return this.list('v1', 'Service', labels);
  }

  async listPods(labels: Readonly<Record<string, string>>): Promise<V1Pod[]> {
    return this.list('v1', 'Pod', labels);
  }

  /** The last lines that a pod has printed, in this or its former life; empty when there are none to be had. */
  async podLog(pod: string, tailLines: number): Promise<string> {
    const request = { name: pod, namespace: this.namespace, tailLines };
    const now = await this.core.readNamespacedPodLog(request).catch(() => '');
    if (now !== '') return now;
    return this.core.readNamespacedPodLog({ ...request, previous: true }).catch(() => '');
  }

  /** What is not there any more is as good as deleted. */
  async remove(apiVersion: string, kind: string, name: string): Promise<void> {
    const spec = { apiVersion, kind, metadata: this.at(name) };
    try {
      await this.objects.delete(spec, undefined, undefined, undefined, undefined, 'Background');
    } catch (error) {
      if (!(error instanceof ApiException && error.code === 404)) throw asClusterError(error);
    }
  }

  private async list<T extends KubernetesObject>(
    apiVersion: string,
    kind: string,
    labels: Readonly<Record<string, string>>,
  ): Promise<T[]> {
    const selector = Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    const { namespace } = this;
    const none = undefined;
    const found = await told(
      this.objects.list<T>(apiVersion, kind, namespace, none, none, none, none, selector),
    );
    return found.items;
  }

  private at(name: string): { name: string; namespace: string } {
    return { name, namespace: this.namespace };
  }
}

function told<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    throw asClusterError(error);
  });
}

import {
  BatchV1Api,
  CoreV1Api,
  type KubeConfig,
  type V1Job,
  type V1Pod,
  Watch,
} from '@kubernetes/client-node';
import { json } from 'node:stream/consumers';
import { asClusterError } from '@millrace/containers/as-cluster-error';
import type { ClusterError } from '@millrace/containers/cluster-error';
import { loadKubeConfig, ownNamespace } from '@millrace/containers/kube-config';
import { clusterRequest } from './cluster-request.ts';

/** Jobs and their pods in a namespace of a cluster. Everything rejects with ClusterError. */
export class JobCluster {
  readonly config: KubeConfig;
  readonly namespace: string;
  private readonly batch: BatchV1Api;
  private readonly core: CoreV1Api;

  /** Throws ClusterError when the kubeconfig has no such context. */
  constructor(context: string, namespace: string | undefined) {
    this.config = loadKubeConfig(context);
    this.namespace = namespace ?? ownNamespace(this.config);
    this.batch = this.config.makeApiClient(BatchV1Api);
    this.core = this.config.makeApiClient(CoreV1Api);
  }

  /** Fields that the cluster does not know are refused. Resolves with the name that it was given. */
  async createJob(job: V1Job): Promise<string> {
    const path = `/apis/batch/v1/namespaces/${this.namespace}/jobs?fieldValidation=Strict`;
    const created = (await json(await clusterRequest(this.config, 'POST', path, job))) as V1Job;
    return created.metadata?.name ?? '';
  }

  /** Undefined when there is none. */
  async findJob(name: string): Promise<V1Job | undefined> {
    return unlessGone(this.batch.readNamespacedJob({ name, namespace: this.namespace }));
  }

  async listJobs(labelSelector: string): Promise<V1Job[]> {
    const found = this.batch.listNamespacedJob({ namespace: this.namespace, labelSelector });
    return (await found.catch(rejectAsClusterError)).items;
  }

  async listPods(labelSelector: string): Promise<V1Pod[]> {
    const found = this.core.listNamespacedPod({ namespace: this.namespace, labelSelector });
    return (await found.catch(rejectAsClusterError)).items;
  }

  /** Its pods go with it. */
  async deleteJob(name: string): Promise<void> {
    const { namespace } = this;
    await unlessGone(this.batch.deleteNamespacedJob({ name, namespace, propagationPolicy: 'Background' }));
  }

  async deletePod(name: string, graceSeconds: number): Promise<void> {
    const { namespace } = this;
    await unlessGone(this.core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: graceSeconds }));
  }

  /** The last warning about an object, which says what keeps a job from having pods; undefined when there is none. */
  async lastWarning(name: string): Promise<string | undefined> {
    const fieldSelector = `involvedObject.name=${name},type=Warning`;
    const events = await this.core
      .listNamespacedEvent({ namespace: this.namespace, fieldSelector })
      .catch(() => undefined);
    return events?.items.at(-1)?.message;
  }

  /** Calls `see` with each state of the pods that have a label, the last one of a pod that is deleted too. Resolves when the watch breaks off. */
  async watchPods(
    labelSelector: string,
    see: (pod: V1Pod, isGone: boolean) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const namespace = this.namespace;
    const { items, metadata } = await this.core
      .listNamespacedPod({ namespace, labelSelector })
      .catch(rejectAsClusterError);
    for (const pod of items) see(pod, false);
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const query = { labelSelector, resourceVersion: metadata?.resourceVersion };
    await new Promise<void>((resolve) => {
      const watching = new Watch(this.config).watch(
        path,
        query,
        (phase, pod: V1Pod) => {
          if (phase === 'DELETED' || phase === 'ADDED' || phase === 'MODIFIED') see(pod, phase === 'DELETED');
        },
        () => resolve(),
      );
      signal.addEventListener('abort', () => {
        resolve();
        void watching.then((watch) => watch.abort());
      });
    });
  }
}

function rejectAsClusterError(error: unknown): never {
  throw asClusterError(error);
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const told: ClusterError = asClusterError(error);
    if (told.code === 404) return undefined;
    throw told;
  }
}

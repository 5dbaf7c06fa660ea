import { KubeConfig } from '@kubernetes/client-node';
import { ClusterError } from './cluster-error.ts';

/** In a pod, Kubernetes itself says which cluster it is. */
export const IN_CLUSTER = 'in-cluster';

/** How to reach a cluster: `context` names one of the kubeconfig, or is `in-cluster`. Throws ClusterError when there is none like it. */
export function loadKubeConfig(context: string): KubeConfig {
  const config = new KubeConfig();
  if (context === IN_CLUSTER) {
    config.loadFromCluster();
    return config;
  }
  config.loadFromDefault();
  if (config.getContextObject(context) === null)
    throw new ClusterError(`The kubeconfig has no context named '${context}'.`);
  config.setCurrentContext(context);
  return config;
}

/** The namespace that a context is for. */
export function ownNamespace(config: KubeConfig): string {
  return config.getContextObject(config.currentContext)?.namespace || 'default';
}

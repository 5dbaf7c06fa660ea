import { type ClusterRun, labelsOf, modelContainer, type Whose } from './manifests.ts';

/** The same model for clusters with KServe, which adds routing and scaling of its own. */
export function inferenceService(name: string, whose: Whose, run: ClusterRun): object {
  return {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: { name, labels: labelsOf(whose) },
    spec: {
      predictor: {
        minReplicas: run.replicas,
        maxReplicas: run.replicas,
        containers: [modelContainer('kserve-container', run)],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  };
}

/**
 * Which service answers which path: what the gateway, an Ingress and the documentation share. `/ajax-api` has been rewritten
 * to `/api` before a path is looked up. In a pattern `*` stands for one segment, and what follows the pattern is free.
 */
export type ServiceName = 'tracking' | 'artifact' | 'registry' | 'model-serving' | 'project-runner';

export interface ServiceRoute {
  readonly pattern: string;
  readonly service: ServiceName;
}

/** The first that fits decides: some paths of the artifact service lie below those of others. */
export const SERVICE_ROUTES: readonly ServiceRoute[] = [
  { pattern: '/api/2.0/mlflow-artifacts', service: 'artifact' },
  { pattern: '/api/*/mlflow/artifacts', service: 'artifact' },
  { pattern: '/api/*/mlflow/upload-artifact', service: 'artifact' },
  { pattern: '/api/*/mlflow/get-trace-artifact', service: 'artifact' },
  { pattern: '/api/*/mlflow/logged-models/*/artifacts', service: 'artifact' },
  { pattern: '/api/millrace/artifacts', service: 'artifact' },
  { pattern: '/get-artifact', service: 'artifact' },
  { pattern: '/model-versions/get-artifact', service: 'artifact' },
  { pattern: '/api/*/mlflow/registered-models', service: 'registry' },
  { pattern: '/api/*/mlflow/model-versions', service: 'registry' },
  { pattern: '/api/*/mlflow/webhooks', service: 'registry' },
  { pattern: '/api/millrace/webhooks', service: 'registry' },
  { pattern: '/api/millrace/deployments', service: 'model-serving' },
  { pattern: '/deployments', service: 'model-serving' },
  { pattern: '/v2', service: 'model-serving' },
  { pattern: '/api/millrace/projects', service: 'project-runner' },
  { pattern: '/api/millrace/project-runs', service: 'project-runner' },
  { pattern: '/api/millrace/project-runners', service: 'project-runner' },
  { pattern: '/api/millrace/project-schedules', service: 'project-runner' },
  { pattern: '/api/millrace/project-sweeps', service: 'project-runner' },
  { pattern: '/api', service: 'tracking' },
  { pattern: '/v1/traces', service: 'tracking' },
  { pattern: '/graphql', service: 'tracking' },
];

/** The setting that tells the gateway where a service is. */
export const SERVICE_URL_SETTING: Readonly<Record<ServiceName, string>> = {
  tracking: 'TRACKING_URL',
  artifact: 'ARTIFACT_URL',
  registry: 'REGISTRY_URL',
  'model-serving': 'MODEL_SERVING_URL',
  'project-runner': 'PROJECT_RUNNER_URL',
};

const matchers = SERVICE_ROUTES.map(({ pattern, service }) => {
  const source = pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+');
  return { service, pattern: new RegExp(`^${source}(?:/|$)`) };
});

/** The service that answers a path (without its query), or undefined where none does. */
export function serviceOfPath(path: string): ServiceName | undefined {
  return matchers.find(({ pattern }) => pattern.test(path))?.service;
}

import { expect, test } from '@jest/globals';
import { serviceOfPath } from './routes.ts';

test.each([
  ['/api/2.0/mlflow/runs/log-metric', 'tracking'],
  ['/api/3.0/mlflow/traces/tr-1', 'tracking'],
  ['/api/2.0/mlflow/logged-models/m-1', 'tracking'],
  ['/api/2.0/mlflow/logged-models/m-1/tags', 'tracking'],
  ['/api/2.0/mlflow/logged-models/m-1/artifacts/directories', 'artifact'],
  ['/api/2.0/mlflow/artifacts/list', 'artifact'],
  ['/api/2.0/mlflow-artifacts/artifacts/1/a/artifacts/x', 'artifact'],
  ['/api/2.0/mlflow/upload-artifact', 'artifact'],
  ['/get-artifact', 'artifact'],
  ['/model-versions/get-artifact', 'artifact'],
  ['/api/2.0/mlflow/model-versions/search', 'registry'],
  ['/api/2.0/mlflow/registered-models/alias', 'registry'],
  ['/api/2.0/mlflow/webhooks', 'registry'],
  ['/api/2.0/mlflow/webhooks/w/test', 'registry'],
  ['/api/millrace/webhooks', 'registry'],
  ['/api/millrace/webhooks/w/deliveries', 'registry'],
  ['/api/millrace/deployments/d/stats', 'model-serving'],
  ['/deployments/d/invocations', 'model-serving'],
  ['/v2/models/d/infer', 'model-serving'],
  ['/api/millrace/project-runs/r/logs', 'project-runner'],
  ['/api/millrace/projects/describe', 'project-runner'],
  ['/api/millrace/project-runners', 'project-runner'],
  ['/api/millrace/project-schedules/s/trigger', 'project-runner'],
  ['/api/millrace/project-sweeps/s', 'project-runner'],
  ['/v1/traces', 'tracking'],
  ['/v1/tracesque', undefined],
  ['/get-artifacts', undefined],
  ['/', undefined],
])('%s is answered by %s', (path, service) => {
  expect(serviceOfPath(path)).toBe(service);
});

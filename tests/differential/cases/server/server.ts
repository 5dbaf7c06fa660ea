import { scenario } from '../../harness/scenario.ts';
import { del, get, patch, post, request, v3 } from '../../harness/steps.ts';

const everywhere = (path: string) => ['/api', '/ajax-api'].map((prefix) => get(`${prefix}/${path}`));
const absent = [
  '/api/2.0/mlflow/nosuch',
  '/api/2.0/mlflow',
  '/api/2.0/mlflow/',
  '/api/2.0/mlflow/runs',
  '/api/2.0/mlflow/runs/',
  '/api/2.0/mlflow/runs/get/',
  '/api/2.0/mlflow//runs/get',
  '/api/1.0/mlflow/runs/get',
  '/api/2.1/mlflow/runs/get',
  '/api/3.0/mlflow/runs/get',
  '/api/2.0/preview/mlflow/runs/get',
  '/API/2.0/mlflow/runs/get',
  '/api/2.0/mlflow/Runs/get',
  '/ajax-api/2.0/preview/mlflow/runs/get',
  '/api/2.0/mlflow/experiments/list',
  '/api/2.0/mlflow/registered-models/list',
  '/api/2.0/mlflow/databricks/x',
  '/api/4.0/mlflow/x',
  '/api/2.0/mlflow/metrics/get-history-bulk',
  '/ajax-api/2.0/mlflow/nosuch',
  '/api',
  '/api/2.0/mlflow/unified-traces',
  '/api/2.0/mlflow/get-online-trace-details',
];

export default [
  scenario(
    'health and version',
    get('/health'),
    get('/version'),
    request('HEAD', '/health'),
    request('POST', '/health'),
  ),
  scenario('server-info', everywhere('3.0/mlflow/server-info'), post(v3('server-info'), {})),
  scenario(
    'paths that are not there',
    absent.flatMap((path) => [get(path), post(path, {})]),
  ),
  scenario(
    'workspaces, which are off',
    get(v3('workspaces')),
    post(v3('workspaces'), { name: 'x' }),
    get(v3('workspaces/default')),
    patch(v3('workspaces/default'), { description: 'x' }),
    del(v3('workspaces/default')),
    get(
      'experiments/get',
      { experiment_id: '0' },
      {
        headers: { 'x-mlflow-workspace': 'other' },
        label: 'in another workspace',
        pick: ['experiment.experiment_id'],
      },
    ),
    get(
      'experiments/get',
      { experiment_id: '0' },
      {
        headers: { 'x-mlflow-workspace': 'default' },
        label: 'in the default workspace',
        pick: ['experiment.experiment_id'],
      },
    ),
  ),
];

/** A request that makes something. */
export interface Create {
  readonly path: string;
  readonly body: object;
  /** A body that is refused; an empty one unless given. */
  readonly bad?: object;
  /** What it is answered with; 200 unless given. */
  readonly status?: number;
}

/** What the creates below need to be there. */
export interface Parents {
  readonly runId: string;
  readonly modelId: string;
  readonly traceId: string;
  readonly datasetId: string;
  /** The name of one that has a live version. */
  readonly deployment: string;
  /** One that has ended after its command was known. */
  readonly projectRunId: string;
  readonly scheduleId: string;
}

const V2 = '/api/2.0/mlflow';
const DEPLOYMENTS = '/api/millrace/deployments';
const PROJECT_RUNS = '/api/millrace/project-runs';
const SCHEDULES = '/api/millrace/project-schedules';
const SWEEPS = '/api/millrace/project-sweeps';
const V3 = '/api/3.0/mlflow';
const SCORER = JSON.stringify({
  name: 's',
  builtin_scorer_class: 'Safety',
  builtin_scorer_pydantic_data: { name: 's' },
});

export const NO_PARENTS: Parents = {
  runId: '',
  modelId: '',
  traceId: '',
  datasetId: '',
  deployment: '',
  projectRunId: '',
  scheduleId: '',
};

/** For each route that makes something, as the route table names it, a request to it; `name` makes it unlike others. */
export function createsByRoute(
  { runId, modelId, traceId, datasetId, deployment, projectRunId, scheduleId }: Parents,
  name: string,
): Readonly<Record<string, Create>> {
  const trace = {
    trace_id: `tr-${name}`,
    trace_location: inExperiment('0'),
    request_time: '2026-01-01T00:00:00Z',
    state: 'OK',
  };
  const assessment = {
    assessment_name: name,
    feedback: { value: 1 },
    source: { source_type: 'HUMAN', source_id: 'me' },
  };
  return {
    [`${V2}/experiments/create`]: post('experiments/create', { name, tags: [{ key: 'a', value: 'ü' }] }),
    [`${V2}/runs/create`]: post('runs/create', { experiment_id: '0', run_name: name, start_time: 5 }),
    [`${V2}/runs/log-model`]: post('runs/log-model', { run_id: runId, model_json: modelJson(name) }),
    [`${V2}/logged-models/:model_id/params`]: post(`logged-models/${modelId}/params`, {
      model_id: modelId,
      params: [{ key: name, value: '1' }],
    }),
    [`${V2}/logged-models`]: post('logged-models', { experiment_id: '0', name }),
    [`${V2}/traces`]: post('traces', {
      experiment_id: '0',
      timestamp_ms: 5,
      tags: [{ key: 'name', value: name }],
    }),
    [`${V3}/traces`]: { path: `${V3}/traces`, body: { trace: { trace_info: trace } } },
    [`${V3}/traces/:trace_id/assessments`]: {
      path: `${V3}/traces/${traceId}/assessments`,
      body: { assessment },
    },
    [`${V3}/datasets/create`]: { path: `${V3}/datasets/create`, body: { name, experiment_ids: ['0'] } },
    [`${V3}/datasets/:dataset_id/records`]: {
      path: `${V3}/datasets/${datasetId}/records`,
      body: { records: JSON.stringify([{ inputs: { question: name } }]) },
    },
    [`${V3}/scorers/register`]: {
      path: `${V3}/scorers/register`,
      body: { experiment_id: '0', name, serialized_scorer: SCORER },
    },
    [`${V2}/registered-models/create`]: post('registered-models/create', { name }),
    [`${V2}/model-versions/create`]: post('model-versions/create', {
      name: 'model',
      source: 's3://bucket/x',
      description: name,
    }),
    [`${V2}/webhooks`]: post('webhooks', {
      name,
      url: 'http://127.0.0.1:9/hook',
      events: [{ entity: 'REGISTERED_MODEL', action: 'CREATED' }],
    }),
    '/api/millrace/views': {
      path: '/api/millrace/views',
      body: { name, experiment_ids: ['0'], content: {} },
    },
    [DEPLOYMENTS]: {
      path: DEPLOYMENTS,
      body: { name, model_uri: `models:/${modelId}`, env_manager: 'local' },
      status: 201,
    },
    [`${DEPLOYMENTS}/:name/versions`]: {
      path: `${DEPLOYMENTS}/${deployment}/versions`,
      body: { model_uri: `models:/${modelId}`, role: name.startsWith('other') ? 'shadow' : 'canary' },
      status: 201,
    },
    [`${PROJECT_RUNS}/:run_id/rerun`]: {
      path: `${PROJECT_RUNS}/${projectRunId}/rerun`,
      body: { run_name: name },
      bad: { run_name: 5 },
      status: 201,
    },
    [`${PROJECT_RUNS}/:run_id/reproduce`]: {
      path: `${PROJECT_RUNS}/${projectRunId}/reproduce`,
      body: { run_name: name },
      bad: { run_name: 5 },
      status: 201,
    },
    [SCHEDULES]: {
      path: SCHEDULES,
      body: { name, cron: '0 0 1 1 *', project_run: { uri: `/nowhere/${name}` } },
      status: 201,
    },
    [`${SCHEDULES}/:schedule_id/trigger`]: {
      path: `${SCHEDULES}/${scheduleId}/trigger`,
      body: { run_name: name },
      bad: { run_name: 5 },
      status: 201,
    },
    [SWEEPS]: {
      path: SWEEPS,
      body: { uri: `/nowhere/${name}`, sweep: { method: 'grid', space: { a: { values: [1] } } } },
      status: 201,
    },
    [PROJECT_RUNS]: { path: PROJECT_RUNS, body: { uri: `/nowhere/${name}` }, status: 201 },
    '/api/2.0/mlflow-artifacts/mpu/create/*': {
      path: '/api/2.0/mlflow-artifacts/mpu/create/folder',
      body: { path: name, num_parts: 1 },
    },
    '/api/2.0/mlflow-artifacts/mpu/complete/*': {
      path: '/api/2.0/mlflow-artifacts/mpu/complete/folder',
      body: { path: name, upload_id: name, parts: [{ part_number: 1, etag: 'e' }] },
    },
  };
}

/**
 * Routes that take a POST or PUT and make nothing of which there could be two: a repeated request leaves what the first one left. A
 * new route belongs here, or it declares `creates`.
 */
export const NO_CREATES: ReadonlySet<string> = new Set([
  // They only read.
  `${V2}/experiments/search`,
  `${V2}/experiments/search-datasets`,
  `${V2}/runs/search`,
  `${V2}/logged-models/search`,
  `${V2}/registered-models/get-latest-versions`,
  `${V2}/artifacts/presigned-upload-url`,
  `${V2}/artifacts/presigned-download-url`,
  `${V3}/traces/search`,
  `${V3}/traces/batchGetInfos`,
  `${V3}/traces/calculate-filter-correlation`,
  `${V3}/datasets/search`,
  `${V3}/traces/metrics`,
  '/graphql',
  '/deployments/:name/invocations',
  '/v2/models/:name/infer',
  '/v2/models/:name/versions/:version/infer',
  '/api/millrace/metrics/histories',
  '/api/millrace/runs/rows',
  '/api/millrace/runs/cells',
  '/api/millrace/runs/varying-keys',
  '/api/millrace/projects/describe',
  // They change or remove what is there.
  `${V2}/experiments/update`,
  `${V2}/experiments/delete`,
  `${V2}/experiments/restore`,
  `${V2}/experiments/delete-experiment-tag`,
  `${V2}/runs/update`,
  `${V2}/runs/delete`,
  `${V2}/runs/restore`,
  `${V2}/runs/delete-tag`,
  `${V2}/registered-models/rename`,
  `${V2}/model-versions/transition-stage`,
  `${V2}/traces/delete-traces`,
  `${V3}/traces/delete-traces`,
  `${V3}/datasets/:dataset_id/remove-experiments`,
  '/api/2.0/mlflow-artifacts/mpu/abort/*',
  '/api/millrace/runs/purge',
  `${DEPLOYMENTS}/:name/scale`,
  `${DEPLOYMENTS}/:name/traffic`,
  `${DEPLOYMENTS}/:name/promote`,
  `${DEPLOYMENTS}/:name/rollback`,
  `${PROJECT_RUNS}/:run_id/cancel`,
  `${PROJECT_RUNS}/:run_id/retry`,
  `${SWEEPS}/:sweep_id/cancel`,
  // They set, log or link what the request itself names: a second time it is there already.
  `${V2}/experiments/set-experiment-tag`,
  `${V2}/runs/set-tag`,
  `${V2}/runs/log-metric`,
  `${V2}/runs/log-parameter`,
  `${V2}/runs/log-batch`,
  `${V2}/runs/log-inputs`,
  `${V2}/runs/outputs`,
  `${V2}/registered-models/set-tag`,
  `${V2}/registered-models/alias`,
  `${V2}/model-versions/set-tag`,
  `${V2}/traces/link-to-run`,
  `${V2}/traces/link-prompts`,
  `${V3}/datasets/:dataset_id/add-experiments`,
  `${V3}/scorers/online-config`,
  `${V2}/upload-artifact`,
  `${PROJECT_RUNS}/uploads`,
  '/api/2.0/mlflow-artifacts/artifacts/*',
  '/v1/traces',
  // It sends a message whenever it is asked to.
  `${V2}/webhooks/:webhook_id/test`,
  // There are no workspaces, no gateway and no telemetry.
  `${V3}/workspaces`,
  `${V2}/gateway-proxy`,
  `${V3}/ui-telemetry`,
]);

function post(path: string, body: object): Create {
  return { path: `${V2}/${path}`, body };
}

function inExperiment(experimentId: string): object {
  return { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experimentId } };
}

function modelJson(name: string): string {
  return JSON.stringify({
    run_id: 'r',
    artifact_path: name,
    utc_time_created: '2026-01-01',
    model_uuid: 'u',
    flavors: {},
  });
}

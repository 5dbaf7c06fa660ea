import type { Rest } from '../support/rest.ts';

interface Made {
  readonly experimentId: string;
  readonly runId: string;
  readonly artifactPath: string;
}

const BYTES = Buffer.from('weights '.repeat(10_000));

/** What a team leaves behind: an experiment, a run with parameters, tags, metrics and an artifact, a model version with an alias. */
export async function makeHistory(rest: Rest): Promise<Made> {
  const { experiment_id } = await rest.post<{ experiment_id: string }>('experiments/create', {
    name: 'history',
  });
  const { run } = await rest.post<{ run: { info: { run_id: string; artifact_uri: string } } }>(
    'runs/create',
    {
      experiment_id,
      run_name: 'first',
      start_time: 1,
    },
  );
  const { run_id: runId, artifact_uri: artifactUri } = run.info;
  await rest.post('runs/log-batch', {
    run_id: runId,
    params: [{ key: 'lr', value: '0.1' }],
    tags: [{ key: 'team', value: 'ä ö ü' }],
    metrics: Array.from({ length: 50 }, (_, step) => ({
      key: 'loss',
      value: 1 / (step + 1),
      step,
      timestamp: step,
    })),
  });
  await rest.post('runs/update', { run_id: runId, status: 'FINISHED', end_time: 2 });
  const artifactPath = `${artifactUri.replace('mlflow-artifacts:/', '')}/model/weights.bin`;
  await rest.put(artifactPath, BYTES);
  await rest.post('registered-models/create', { name: 'history' });
  await rest.post('model-versions/create', {
    name: 'history',
    source: `${artifactUri}/model`,
    run_id: runId,
  });
  await rest.post('registered-models/alias', { name: 'history', alias: 'champion', version: '1' });
  return { experimentId: experiment_id, runId, artifactPath };
}

/** Everything that can be asked of it, to be compared. */
export async function readHistory(rest: Rest, { experimentId, runId, artifactPath }: Made): Promise<object> {
  return {
    experiment: await rest.get('experiments/get', { experiment_id: experimentId }),
    runs: await rest.post('runs/search', { experiment_ids: [experimentId], filter: "params.lr = '0.1'" }),
    points: await rest.get('metrics/get-history', { run_id: runId, metric_key: 'loss' }),
    version: await rest.get('registered-models/alias', { name: 'history', alias: 'champion' }),
    artifact: (await rest.download(artifactPath))?.equals(BYTES),
  };
}

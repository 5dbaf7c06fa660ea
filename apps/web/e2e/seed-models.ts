import type { Rest } from '../../../tests/support/rest.ts';

const column = (name: string, type: string, required = true): object => ({ name, type, required });

/** An MLmodel file as MLflow writes it, with a signature and an input example. */
export function mlModelFile(inputs: readonly object[], runId: string): string {
  return `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    python_version: 3.11.2
  sklearn:
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.7.2
mlflow_version: 3.17.2
model_size_bytes: 20480
run_id: ${runId}
saved_input_example_info:
  artifact_path: input_example.json
  serving_input_path: serving_input_example.json
  type: dataframe
  pandas_orient: split
signature:
  inputs: '${JSON.stringify(inputs)}'
  outputs: '[{"type": "double", "required": true, "name": "churn_probability"}]'
  params: '[{"name": "threshold", "type": "double", "default": 0.5, "shape": null}]'
`;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export interface SeededRun {
  readonly experimentId: string;
  readonly runId: string;
  readonly modelId: string;
}

/** A run with parameters, metrics and a dataset, and the model that it logged. */
export async function seedLoggedModel(rest: Rest, experimentId: string, number: number): Promise<SeededRun> {
  const { run } = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: experimentId,
    run_name: `train-${number}`,
    start_time: Date.now() - number * 86_400_000,
  });
  const runId = run.info.run_id;
  const params = [
    { key: 'learning_rate', value: String(0.1 / number) },
    { key: 'max_depth', value: '6' },
  ];
  const metric = (key: string, value: number): object => ({ key, value, step: 0, timestamp: Date.now() });
  const dataset = {
    name: 'customers-2026',
    digest: 'f27b1c9a',
    source_type: 'local',
    source: JSON.stringify({ uri: 'customers.parquet' }),
  };
  await rest.post('runs/log-inputs', {
    run_id: runId,
    datasets: [{ tags: [{ key: 'mlflow.data.context', value: 'training' }], dataset }],
  });
  const { model } = await rest.post<{ model: { info: { model_id: string } } }>('logged-models', {
    experiment_id: experimentId,
    name: 'gradient-boosting',
    model_type: 'classifier',
    source_run_id: runId,
    params,
    tags: [{ key: 'framework', value: 'sklearn' }],
  });
  const modelId = model.info.model_id;
  await rest.post('runs/log-batch', {
    run_id: runId,
    params,
    metrics: [metric('auc', 0.81 + number / 50), metric('log_loss', 0.4 - number / 50)],
  });
  await rest.post('runs/log-metric', {
    ...metric('accuracy', 0.9 + number / 100),
    run_id: runId,
    model_id: modelId,
    dataset_name: dataset.name,
    dataset_digest: dataset.digest,
  });
  const inputs = [
    column('tenure_months', number > 2 ? 'double' : 'long'),
    column('plan', 'string'),
    column('monthly_spend', 'double'),
    ...(number > 1 ? [column('support_tickets', 'long', false)] : []),
  ];
  const folder = `${experimentId}/models/${modelId}/artifacts`;
  const example = {
    columns: ['tenure_months', 'plan', 'monthly_spend'],
    data: [
      [12, 'pro', 49.9],
      [3, 'free', 0],
    ],
  };
  await rest.put(`${folder}/MLmodel`, bytes(mlModelFile(inputs, runId)));
  await rest.put(`${folder}/input_example.json`, bytes(JSON.stringify(example)));
  await rest.put(`${folder}/serving_input_example.json`, bytes(JSON.stringify({ dataframe_split: example })));
  await rest.put(`${folder}/conda.yaml`, bytes('dependencies:\n  - python=3.11\n'));
  await rest.put(`${folder}/data/model.pkl`, new Uint8Array(20_480));
  await rest.patch(`logged-models/${modelId}`, { model_id: modelId, status: 'LOGGED_MODEL_READY' });
  await rest.post('runs/update', { run_id: runId, status: 'FINISHED', end_time: Date.now() });
  return { experimentId, runId, modelId };
}

/** Registers the logged model as the next version. */
export async function seedVersion(rest: Rest, name: string, from: SeededRun): Promise<void> {
  await rest.post('model-versions/create', {
    name,
    source: `models:/${from.modelId}`,
    run_id: from.runId,
    model_id: from.modelId,
  });
}

/** A model `churn` with `count` versions, stages, aliases, tags and a description. Returns where its versions came from. */
export async function seedChurn(rest: Rest, count = 4): Promise<SeededRun[]> {
  const { experiment_id } = await rest.post<{ experiment_id: string }>('experiments/create', {
    name: 'churn-training',
  });
  await rest.post('registered-models/create', {
    name: 'churn',
    description: '# Who will leave?\n\nScores **monthly**; see the [runbook](https://example.com/runbook).',
    tags: [
      { key: 'team', value: 'growth' },
      { key: 'pii', value: 'none' },
    ],
  });
  const made: SeededRun[] = [];
  for (let number = 1; number <= count; number++) {
    const from = await seedLoggedModel(rest, experiment_id, number);
    await seedVersion(rest, 'churn', from);
    made.push(from);
  }
  const stage = (version: number, to: string): Promise<unknown> =>
    rest.post('model-versions/transition-stage', { name: 'churn', version: String(version), stage: to });
  const alias = (version: number, name: string): Promise<unknown> =>
    rest.post('registered-models/alias', { name: 'churn', alias: name, version: String(version) });
  await stage(1, 'Archived');
  await stage(2, 'Production');
  if (count > 2) await stage(3, 'Staging');
  await alias(2, 'champion');
  if (count > 2) await alias(3, 'challenger');
  await rest.post('model-versions/set-tag', { name: 'churn', version: '2', key: 'validated', value: 'yes' });
  return made;
}

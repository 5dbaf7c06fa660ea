import { notebook } from './made-notebook.ts';
import { readFile } from 'node:fs/promises';
import type { Rest } from '../../../tests/support/rest.ts';
import { pdf, png, text, wav } from './made-files.ts';

export interface TideRun {
  readonly experimentId: string;
  readonly runId: string;
  readonly modelId: string;
}

interface CreatedRun {
  readonly run: { readonly info: { readonly run_id: string } };
}

/** Adds up what a script that ran would do: its page title becomes `ran`. */
export const ATTACK = `<script>top.document.title='ran';document.title='ran'</script><img src=x onerror="top.document.title='ran'">`;

const MLMODEL = (modelId: string): string => `artifact_path: mlflow-artifacts:/1/models/${modelId}/artifacts
flavors:
  python_function:
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    loader_module: mlflow.sklearn
    python_version: 3.11.2
  sklearn:
    pickled_model: model.pkl
    sklearn_version: 1.9.0
mlflow_version: 3.17.2
model_id: ${modelId}
signature:
  inputs: '[{"type": "double", "name": "wind", "required": true}, {"type": "double", "name": "moon", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]'
  params: null
`;

/** A run with something of everything: values, tags, a dataset, a logged model, child runs, and artifacts of every kind. */
export async function seedTideRun(rest: Rest): Promise<TideRun> {
  const now = Date.now();
  const { experiment_id: experimentId } = await rest.post<{ experiment_id: string }>('experiments/create', {
    name: 'tide-levels',
  });
  const create = async (name: string, tags: Record<string, string> = {}): Promise<string> =>
    (
      await rest.post<CreatedRun>('runs/create', {
        experiment_id: experimentId,
        run_name: name,
        user_id: 'nora',
        start_time: now - 3_725_000,
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      })
    ).run.info.run_id;
  const runId = await create('gradient-boosting-7', {
    'mlflow.source.name': 'train.py',
    'mlflow.source.type': 'LOCAL',
    'mlflow.source.git.commit': '4f1c2a9be0d3f5a6b7c8d9e0f1a2b3c4d5e6f708',
    'mlflow.source.git.repoURL': 'git@github.com:ocean/tides.git',
    'mlflow.source.git.branch': 'main',
    'mlflow.note.content':
      '## What was tried\n\nLonger windows and **wind** as a feature.\n\n| window | rmse |\n| --- | --- |\n| 24 h | 0.31 |\n| 72 h | **0.27** |\n',
    region: 'north-sea',
    stage: 'candidate',
    reviewed: '',
  });
  await rest.post('runs/log-batch', {
    run_id: runId,
    params: Object.entries({
      learning_rate: '0.05',
      max_depth: '6',
      n_estimators: '400',
      subsample: '0.8',
      window_hours: '72',
      features: 'wind, moon, pressure, temperature',
      objective: 'reg:squarederror',
      seed: '7',
      early_stopping: 'True',
      train_start: '2019-01-01',
    }).map(([key, value]) => ({ key, value })),
    metrics: [
      'rmse',
      'mae',
      'val/rmse',
      'val/mae',
      'val/r2',
      'train/loss',
      'system/cpu_utilization',
      'system/memory',
    ].flatMap((key, index) =>
      Array.from({ length: 30 }, (_, step) => ({
        key,
        step,
        timestamp: now - 3_600_000 + step * 60_000,
        value: (index + 1) * Math.exp(-step / 12) + 0.1 * index,
      })),
    ),
  });
  await rest.post('runs/log-inputs', {
    run_id: runId,
    datasets: [
      {
        tags: [{ key: 'mlflow.data.context', value: 'training' }],
        dataset: {
          name: 'north-sea-gauges',
          digest: 'a81bc0de',
          source_type: 'http',
          source: JSON.stringify({ url: 'https://gauges.example.org/north-sea.csv' }),
          schema: JSON.stringify({
            mlflow_colspec: [
              { type: 'datetime', name: 'time', required: true },
              { type: 'double', name: 'height', required: true },
              { type: 'string', name: 'station', required: false },
            ],
          }),
          profile: JSON.stringify({ num_rows: 61320, num_elements: 183960 }),
        },
      },
    ],
  });
  for (const name of ['fold-1', 'fold-2', 'fold-3']) {
    const id = await create(name, { 'mlflow.parentRunId': runId });
    await rest.post('runs/update', {
      run_id: id,
      status: name === 'fold-3' ? 'FAILED' : 'FINISHED',
      end_time: now,
    });
  }
  const modelId = await seedModel(rest, experimentId, runId);
  await seedArtifacts(rest, `${experimentId}/${runId}/artifacts`);
  await rest.post('runs/update', { run_id: runId, status: 'FINISHED', end_time: now });
  return { experimentId, runId, modelId };
}

async function seedModel(rest: Rest, experimentId: string, runId: string): Promise<string> {
  const { model } = await rest.post<{ model: { info: { model_id: string } } }>('logged-models', {
    experiment_id: experimentId,
    name: 'tide-model',
    source_run_id: runId,
    params: [{ key: 'max_depth', value: '6' }],
  });
  const { model_id: modelId } = model.info;
  const root = `${experimentId}/models/${modelId}/artifacts`;
  await rest.put(`${root}/MLmodel`, text(MLMODEL(modelId)));
  await rest.put(`${root}/model.pkl`, new Uint8Array([0x80, 4, 0, 1]));
  await rest.put(`${root}/requirements.txt`, text('scikit-learn==1.9.0\n'));
  await rest.patch(`logged-models/${modelId}`, { model_id: modelId, status: 'LOGGED_MODEL_READY' });
  await rest.post('runs/outputs', { run_id: runId, models: [{ model_id: modelId, step: 30 }] });
  await rest.post('registered-models/create', { name: 'tides' });
  await rest.post('model-versions/create', {
    name: 'tides',
    source: `models:/${modelId}`,
    run_id: runId,
    model_id: modelId,
  });
  await rest.post('registered-models/alias', { name: 'tides', alias: 'champion', version: '1' });
  return modelId;
}

/** Artifacts of every kind that is shown, below a path of the proxy. */
export async function seedArtifacts(rest: Rest, root: string): Promise<void> {
  const put = (path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
    rest.put(`${root}/${path.split('/').map(encodeURIComponent).join('/')}`, bytes);
  const wave = (phase: number, hue: number): Uint8Array<ArrayBuffer> =>
    png(96, 96, (x, y) => {
      const height = Math.sin(x / 9 + phase) * 22 + 48;
      return y > height ? [20 + hue, 110, 150 + ((x + phase * 9) % 60)] : [232, 240 - hue / 2, 246];
    });
  await put(
    'plots/forecast.png',
    png(640, 360, (x, y) => [x / 3, 120 + y / 4, 190]),
  );
  await put(
    'plots/logo.svg',
    text(
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120"><script>top.document.title='ran'</script><rect width="200" height="120" fill="#0e7186" onclick="top.document.title='ran'"/><circle cx="100" cy="60" r="40" fill="white"/></svg>`,
    ),
  );
  await put(
    'report.html',
    text(
      `<!doctype html><h1>Tide report</h1><p id=out>static</p>${ATTACK}<script>document.querySelector('#out').textContent='drawn by its script'</script>`,
    ),
  );
  await put('notebooks/analysis.ipynb', notebook(ATTACK));
  await put('report.pdf', pdf('High water at 14:20'));
  await put(
    'README.md',
    text(`# Tide model\n\nTrained on **gauges**. ${ATTACK}\n\n- one\n- two\n\n[bad](javascript:alert(1))`),
  );
  await put(
    'src/train.py',
    text(
      'import mlflow\n\n\ndef train(depth: int = 6) -> float:\n    """Fits the model."""\n    with mlflow.start_run():\n        mlflow.log_param("depth", depth)  # once\n    return 0.27\n',
    ),
  );
  await put('config/settings.yaml', text('window: 72\nfeatures:\n  - wind\n  - moon\n'));
  await put(
    'config/metrics.json',
    text('{"rmse": 0.27, "worst": NaN, "by_station": {"Cuxhaven": [0.2, 0.3]}, "note": "<b>fine</b>"}'),
  );
  await put(
    'tables/residuals.csv',
    text(
      `station,hour,residual\n${Array.from({ length: 20_000 }, (_, i) => `Cuxhaven,${i},${Math.sin(i).toFixed(4)}`).join('\n')}\n`,
    ),
  );
  await put(
    'tables/tides.parquet',
    new Uint8Array(await readFile(new URL('./fixtures/tides.parquet', import.meta.url))),
  );
  const imagePath = 'table_images/answers/one';
  await put(`${imagePath}.png`, wave(0, 20));
  await put(
    'tables/answers.json',
    text(
      JSON.stringify({
        columns: ['question', 'answer', 'picture'],
        data: [
          [
            'When is high water?',
            'At 14:20, some twelve hours and twenty-five minutes after the last one, give or take the wind.',
            { type: 'image', filepath: `${imagePath}.png`, compressed_filepath: `${imagePath}.png` },
          ],
          [
            'And low water?',
            'At 20:40',
            { type: 'image', filepath: `${imagePath}.png`, compressed_filepath: `${imagePath}.png` },
          ],
        ],
      }),
    ),
  );
  await put(
    'maps/gauges.geojson',
    text(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { name: 'German Bight' },
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [6.5, 53.4],
                  [8.9, 53.4],
                  [8.9, 55.1],
                  [7.4, 55.3],
                  [6.5, 54.4],
                  [6.5, 53.4],
                ],
              ],
            },
          },
          {
            type: 'Feature',
            properties: { name: 'Cuxhaven' },
            geometry: { type: 'Point', coordinates: [8.7, 53.87] },
          },
          {
            type: 'Feature',
            properties: { name: 'Helgoland' },
            geometry: { type: 'Point', coordinates: [7.89, 54.18] },
          },
          {
            type: 'Feature',
            properties: { name: 'Fairway' },
            geometry: {
              type: 'LineString',
              coordinates: [
                [7.89, 54.18],
                [8.2, 54.0],
                [8.7, 53.87],
              ],
            },
          },
        ],
      }),
    ),
  );
  await put('sound/surf.wav', wav());
  await put('data/weights.npy', new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
  await put('data/blob', new Uint8Array([0, 1, 2, 3, 255]));
  await put('data/notes', text('no ending, but text\n'));
  for (const [index, key] of ['samples~surface', 'error map'].entries())
    for (const step of [0, 10, 20])
      await put(
        `images/${key}+step+${step}+timestamp+${1_700_000_000_000 + step}+${crypto.randomUUID()}.png`,
        wave(step / 8, index * 90 + step),
      );
}

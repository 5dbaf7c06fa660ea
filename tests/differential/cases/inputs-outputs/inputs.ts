import { probeFields, probeValues } from '../../harness/probes.ts';
import { scenario, viaAjax, type JsonObject, type StepOptions } from '../../harness/scenario.ts';
import { experiment, getRun, loggedModel, run, times } from '../../harness/setup.ts';
import { post } from '../../harness/steps.ts';
import { searchRuns } from '../../harness/fixtures/runs.ts';

const dataset = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  digest: `digest-${name}`,
  source_type: 'local',
  source: '{"uri":"/data"}',
  ...more,
});
const tag = (value: string) => ({ key: 'mlflow.data.context', value });
const input = (name: string, context?: string, more: JsonObject = {}): JsonObject => ({
  dataset: dataset(name, more),
  ...(context === undefined ? {} : { tags: [tag(context)] }),
});
const log = (inputs: JsonObject[], options: StepOptions = {}, name = 'run') =>
  post('runs/log-inputs', { run_id: `{{${name}}}`, datasets: inputs }, options);
const inputs = getRun('run', { pick: ['run.inputs'] });

const basics = scenario(
  'datasets of a run',
  experiment(),
  run(),
  log([input('train', 'training', { schema: '{"a":1}', profile: '{"rows":5}' })]),
  inputs,
  log([input('train', 'training')], { label: 'the same again' }),
  log([input('train', 'validation')], { label: 'another context' }),
  inputs,
  log([input('test')], { label: 'no context' }),
  log([], { label: 'none' }),
  getRun('run', { anyOrder: ['run.inputs.dataset_inputs'] }),
);

const item = (field: string) =>
  [['left out', undefined] as const, ...Object.entries(probeValues)].map(([kind, value]) => {
    const { [field]: _, ...rest } = dataset('d', { schema: 's', profile: 'p' });
    return log([{ dataset: value === undefined ? rest : { ...rest, [field]: value } }], {
      label: `${field} ${kind}`,
    });
  });
const sized = (field: string, lengths: number[]) =>
  lengths.map((length) =>
    log([{ dataset: dataset(`${field}${length}`, { [field]: 'x'.repeat(length) }) }], {
      label: `${field} ${length}`,
    }),
  );

const threeRuns = [
  experiment(),
  ...['one', 'two', 'three'].flatMap((name, index) => run(name, { start_time: 1000 + index })),
  log([input('train', 'training'), input('test', 'eval')], {}, 'one'),
  log([input('train', 'eval')], {}, 'two'),
];
const filters = [
  "dataset.name = 'train'",
  "datasets.name = 'test'",
  "dataset.digest = 'digest-train'",
  "dataset.context = 'training'",
  "dataset.context = 'eval'",
  "dataset.name != 'train'",
  "dataset.name LIKE 'tr%'",
  "dataset.name ILIKE 'TR%'",
  "dataset.name IN ('train', 'test')",
  "dataset.name NOT IN ('train')",
  "dataset.context IN ('eval')",
  "dataset.digest IN ('digest-test')",
  "dataset.name = 'train' AND dataset.context = 'eval'",
  "dataset.name = 'test' AND dataset.context = 'training'",
  "dataset.name = 'train' AND dataset.name = 'test'",
  "dataset.`name` = 'train'",
  "dataset.nosuch = 'x'",
  'dataset.name = train',
  'dataset.name = 1',
  "dataset.name > 'a'",
  'dataset.name IS NULL',
  'dataset.name IN (1)',
  "dataset.name IN 'train'",
  "dataset = 'x'",
  "dataset.source = 'x'",
  "dataset.context != 'eval'",
  "dataset.context LIKE '%a%'",
];

export default [
  basics,
  viaAjax(basics),
  scenario(
    'fields of log-inputs',
    experiment(),
    run(),
    probeFields('POST', 'runs/log-inputs', () => ({ run_id: '{{run}}', datasets: [] }), [
      'run_id',
      'datasets',
      'models',
    ]),
  ),
  scenario(
    'fields of a dataset',
    experiment(),
    run(),
    ['name', 'digest', 'source_type', 'source', 'schema', 'profile'].flatMap(item),
  ),
  scenario(
    'tags of an input',
    experiment(),
    run(),
    [
      [],
      [{ key: 'k', value: 'v' }],
      [{ key: 'k' }],
      [{ value: 'v' }],
      [{}],
      [1],
      'x',
      null,
      [{ key: 'k', value: 1 }],
      [{ key: 'k'.repeat(255), value: 'v' }],
      [{ key: 'k'.repeat(256), value: 'v' }],
      [{ key: 'l', value: 'v'.repeat(500) }],
      [{ key: 'm', value: 'v'.repeat(501) }],
      [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    ].map((tags, index) => log([{ dataset: dataset(`d${index}`), tags }], { label: `tags ${index}` })),
    log([{ tags: [] }], { label: 'no dataset' }),
    log([{}], { label: 'empty input' }),
    log([input('same'), input('same')], { label: 'the same twice' }),
  ),
  scenario(
    'lengths',
    experiment(),
    run(),
    sized('name', [499, 500, 501]),
    sized('digest', [35, 36, 37]),
    sized('source', [65_535, 65_536]),
    sized('schema', [1_048_575, 1_048_576]),
    log(
      times(1000, (index) => input(`n${index}`)),
      { label: '1000 datasets' },
    ),
    log(
      times(1001, (index) => input(`n${index}`)),
      { label: '1001 datasets' },
    ),
  ),
  scenario(
    'runs found by dataset',
    threeRuns,
    filters.map((filter) => searchRuns({ filter, order_by: ['start_time'] }, { label: filter })),
  ),
  scenario(
    'datasets of experiments',
    threeRuns,
    [
      '/ajax-api/2.0/mlflow/experiments/search-datasets',
      '/api/2.0/mlflow/experiments/search-datasets',
    ].flatMap((path) => [
      post(path, { experiment_ids: ['{{exp}}'] }, { anyOrder: ['dataset_summaries'] }),
      post(path, { experiment_ids: [] }, { label: 'none' }),
      post(path, {}, { label: 'nothing' }),
      post(path, { experiment_ids: ['99999999'] }, { label: 'unknown' }),
      post(path, { experiment_ids: times(21, () => '{{exp}}') }, { label: '21' }),
      post(path, { experiment_ids: 'x' }, { label: 'text' }),
    ]),
  ),
  scenario(
    'models into and out of runs',
    experiment(),
    run(),
    loggedModel('first'),
    loggedModel('second'),
    post('runs/log-inputs', { run_id: '{{run}}', models: [{ model_id: '{{first}}' }] }),
    post('runs/outputs', { run_id: '{{run}}', models: [{ model_id: '{{second}}', step: 3 }] }),
    getRun(),
    post('runs/log-inputs', { run_id: '{{run}}', models: [{ model_id: '{{first}}' }] }, { label: 'again' }),
    post(
      'runs/outputs',
      { run_id: '{{run}}', models: [{ model_id: '{{second}}', step: 4 }] },
      { label: 'another step' },
    ),
    post(
      'runs/outputs',
      { run_id: '{{run}}', models: [{ model_id: '{{second}}', step: 3 }] },
      { label: 'again' },
    ),
    post(
      'runs/outputs',
      { run_id: '{{run}}', models: [{ model_id: 'm-nosuch', step: 0 }] },
      { label: 'unknown model' },
    ),
    post('runs/outputs', { run_id: '{{run}}', models: [{ step: 0 }] }, { label: 'no model' }),
    post('runs/outputs', { run_id: '{{run}}', models: [{ model_id: '{{first}}' }] }, { label: 'no step' }),
    post(
      'runs/outputs',
      { run_id: 'nosuch', models: [{ model_id: '{{first}}', step: 1 }] },
      { label: 'unknown run' },
    ),
    post('runs/delete', { run_id: '{{run}}' }),
    post(
      'runs/outputs',
      { run_id: '{{run}}', models: [{ model_id: '{{first}}', step: 9 }] },
      { label: 'deleted run' },
    ),
    getRun('run', { anyOrder: ['run.outputs.model_outputs'] }),
  ),
  scenario(
    'fields of outputs',
    experiment(),
    run(),
    probeFields(
      'POST',
      'runs/outputs',
      () => ({ run_id: '{{run}}', models: [{ model_id: 'm-x', step: 1 }] }),
      ['run_id', 'models'],
    ),
  ),
];

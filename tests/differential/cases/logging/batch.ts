import { probeFields, probeValues } from '../../harness/probes.ts';
import { scenario, viaAjax, type Json } from '../../harness/scenario.ts';
import { experiment, getRun, run, times } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const batch = (label: string, fields: object) =>
  post('runs/log-batch', { run_id: '{{run}}', ...fields }, { label });
const metric = (key: string, value: Json = 1, more: object = {}) => ({ key, value, timestamp: 1, ...more });
const data = getRun('run', { pick: ['run.data'] });
const counts = getRun('run', { pick: ['run.data.params.*.key'] });
const metrics = (count: number) => times(count, (step) => metric('m', step, { step }));
const params = (count: number, prefix: string) =>
  times(count, (index) => ({ key: `${prefix}${index}`, value: 'v' }));

const mixed = scenario(
  'metrics, parameters and tags at once',
  experiment(),
  run(),
  batch('all', {
    metrics: [metric('b', 2), metric('a', 1, { step: 3 })],
    params: [{ key: 'p', value: '1' }],
    tags: [{ key: 't', value: '1' }],
  }),
  data,
  batch('nothing', {}),
  batch('empty lists', { metrics: [], params: [], tags: [] }),
  batch('the same again', {
    metrics: [metric('b', 2)],
    params: [{ key: 'p', value: '1' }],
    tags: [{ key: 't', value: '2' }],
  }),
  batch('a parameter changes', {
    metrics: [metric('c')],
    params: [{ key: 'p', value: '2' }],
    tags: [{ key: 'u', value: '1' }],
  }),
  data,
  batch('two parameters change', {
    params: [
      { key: 'p', value: '3' },
      { key: 'q', value: '1' },
    ],
  }),
  batch('a parameter twice, equal', {
    params: [
      { key: 'r', value: '1' },
      { key: 'r', value: '1' },
    ],
  }),
  batch('a parameter twice, different', {
    params: [
      { key: 's', value: '1' },
      { key: 's', value: '2' },
    ],
  }),
  batch('a tag twice', {
    tags: [
      { key: 'x', value: '1' },
      { key: 'x', value: '2' },
    ],
  }),
  batch('the run name', { tags: [{ key: 'mlflow.runName', value: 'renamed' }] }),
  getRun('run'),
  get('metrics/get-history', { run_id: '{{run}}', metric_key: 'b' }),
);

const item = (list: string, valid: object, field: string) =>
  [['left out', undefined] as const, ...Object.entries(probeValues)].map(([kind, value]) => {
    const { [field]: _, ...rest } = valid as Record<string, Json>;
    return batch(`${list} ${field} ${kind}`, {
      [list]: [value === undefined ? rest : { ...rest, [field]: value }],
    });
  });

export default [
  mixed,
  viaAjax(mixed),
  scenario(
    'fields of log-batch',
    experiment(),
    run(),
    probeFields('POST', 'runs/log-batch', () => ({ run_id: '{{run}}' }), [
      'run_id',
      'metrics',
      'params',
      'tags',
    ]),
  ),
  scenario(
    'fields of a metric',
    experiment(),
    run(),
    ['key', 'value', 'timestamp', 'step', 'model_id', 'dataset_name', 'dataset_digest'].flatMap((field) =>
      item('metrics', metric('k', 1, { step: 0 }), field),
    ),
  ),
  scenario(
    'fields of a parameter',
    experiment(),
    run(),
    ['key', 'value'].flatMap((field, index) => item('params', { key: `k${index}`, value: 'v' }, field)),
  ),
  scenario(
    'fields of a tag',
    experiment(),
    run(),
    ['key', 'value'].flatMap((field) => item('tags', { key: 'k', value: 'v' }, field)),
  ),
  scenario(
    'sizes',
    experiment(),
    run(),
    batch('1000 metrics', { metrics: metrics(1000) }),
    batch('1001 metrics', { metrics: metrics(1001) }),
    batch('100 parameters', { params: params(100, 'p') }),
    batch('101 parameters', { params: params(101, 'q') }),
    batch('100 tags', { tags: params(100, 't') }),
    batch('101 tags', { tags: params(101, 'u') }),
    batch('1000 in all', { metrics: metrics(800), params: params(100, 'v'), tags: params(100, 'v') }),
    batch('1001 in all', { metrics: metrics(801), params: params(100, 'w'), tags: params(100, 'w') }),
    batch('1001 metrics, 101 parameters', { metrics: metrics(1001), params: params(101, 'w') }),
    counts,
    batch('values of 6000 and 6001', {
      params: [
        { key: 'a', value: 'v'.repeat(6000) },
        { key: 'b', value: 'v'.repeat(6001) },
      ],
    }),
    batch('tag values of 8000 and 8001', {
      tags: [
        { key: 'a', value: 'v'.repeat(8000) },
        { key: 'b', value: 'v'.repeat(8001) },
      ],
    }),
    batch('more than a megabyte', {
      tags: times(100, (index) => ({ key: `big${index}`, value: 'v'.repeat(11_000) })),
    }),
    getRun('run', { pick: ['run.data.tags'] }),
  ),
  scenario(
    'all or nothing',
    experiment(),
    run(),
    batch('a bad metric', {
      metrics: [metric('good'), metric('bad,key')],
      params: [{ key: 'good', value: 'v' }],
    }),
    batch('a bad parameter', { metrics: [metric('good2')], params: [{ key: 'bad,key', value: 'v' }] }),
    batch('a bad tag', { metrics: [metric('good3')], tags: [{ key: 'bad,key', value: 'v' }] }),
    batch('a negative time', { metrics: [metric('good4'), metric('m', 1, { timestamp: -1 })] }),
    batch('special values', {
      metrics: [metric('nan', 'NaN'), metric('inf', 'Infinity'), metric('ninf', '-Infinity')],
    }),
    data,
  ),
];

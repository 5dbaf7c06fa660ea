import { probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, run, times } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const points = (count: number) =>
  post('runs/log-batch', {
    run_id: '{{run}}',
    metrics: times(count, (step) => ({ key: 'm', value: step / 2, timestamp: 1000 + step, step })),
  });
const page = (query: Record<string, string>, label: string, save: Record<string, string> = {}) =>
  get('metrics/get-history', { run_id: '{{run}}', metric_key: 'm', ...query }, { label, save });

const paging = scenario(
  'pages to the end',
  experiment(),
  run(),
  points(10),
  page({}, 'all'),
  page({ max_results: '4' }, 'first', { token1: 'next_page_token' }),
  page({ max_results: '4', page_token: '{{token1}}' }, 'second', { token2: 'next_page_token' }),
  page({ max_results: '4', page_token: '{{token2}}' }, 'last'),
  page({ max_results: '10' }, 'exactly all'),
  page({ page_token: '{{token1}}' }, 'a token without a size'),
  page({ max_results: '9', page_token: '{{token1}}' }, 'another size'),
);

export default [
  paging,
  viaAjax(paging),
  scenario(
    'fields of get-history',
    experiment(),
    run(),
    points(3),
    probeQuery('metrics/get-history', { run_id: '{{run}}', metric_key: 'm', max_results: '2' }, [
      'run_id',
      'metric_key',
      'max_results',
    ]),
  ),
  scenario(
    'sizes',
    experiment(),
    run(),
    points(3),
    ['1', '0', '-1', '25000', '25001', '50000', '2147483647', '2147483648', 'x', '1.0'].map((max_results) =>
      page({ max_results }, max_results),
    ),
  ),
  scenario(
    'tokens',
    experiment(),
    run(),
    points(3),
    ['', 'x', 'MTA=', 'e30=', 'eyJvZmZzZXQiOiAxfQ=='].map((page_token) =>
      get(
        'metrics/get-history',
        { run_id: '{{run}}', metric_key: 'm', max_results: '2', page_token },
        { label: page_token, messageMayDiffer: 'tokens are opaque' },
      ),
    ),
  ),
  scenario(
    'points in no order',
    experiment(),
    run(),
    post('runs/log-batch', {
      run_id: '{{run}}',
      metrics: [
        [3, 30, 1],
        [1, 10, 2],
        [2, 20, 0],
        [1, 10, 1],
        [1, 5, 9],
      ].map(([value = 0, timestamp = 0, step = 0]) => ({ key: 'm', value, timestamp, step })),
    }),
    post('runs/log-batch', {
      run_id: '{{run}}',
      metrics: ['NaN', 'Infinity', '-Infinity', 0].map((value) => ({ key: 'special', value, timestamp: 1 })),
    }),
    post('runs/log-batch', {
      run_id: '{{run}}',
      metrics: [
        {
          key: 'with model',
          value: 1,
          timestamp: 1,
          model_id: 'm-x',
          dataset_name: 'd',
          dataset_digest: 'e',
        },
      ],
    }),
    get('metrics/get-history', { run_id: '{{run}}', metric_key: 'm' }, { label: 'm' }),
    get(
      'metrics/get-history',
      { run_id: '{{run}}', metric_key: 'special' },
      { label: 'special', anyOrder: ['metrics'] },
    ),
    get('metrics/get-history', { run_id: '{{run}}', metric_key: 'with model' }, { label: 'with model' }),
  ),
];

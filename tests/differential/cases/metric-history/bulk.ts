import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, run, times } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const bulkPath = '/ajax-api/2.0/mlflow/metrics/get-history-bulk';
const intervalPath = 'metrics/get-history-bulk-interval';
const setup = [
  experiment(),
  run('one'),
  run('two'),
  post('runs/log-batch', {
    run_id: '{{one}}',
    metrics: times(25, (step) => ({ key: 'm', value: step, timestamp: 1000 + step, step })),
  }),
  post('runs/log-batch', {
    run_id: '{{two}}',
    metrics: [0, 5, 5, 7, 100].map((step, index) => ({
      key: 'm',
      value: index,
      timestamp: 2000 - index,
      step,
    })),
  }),
  post('runs/log-batch', {
    run_id: '{{two}}',
    metrics: ['NaN', 'Infinity', 1].map((value) => ({ key: 'special', value, timestamp: 1 })),
  }),
];
const both = ['{{one}}', '{{two}}'];
const bulk = (query: Record<string, string | readonly string[]>, label: string) =>
  get(bulkPath, query, { label });
// Runs come in the order of their ids, which are random.
const interval = (query: Record<string, string | readonly string[]>, label: string) =>
  get(intervalPath, query, { label, anyOrder: ['metrics'] });
const steps = (query: Record<string, string>, label: string) =>
  interval({ run_ids: '{{one}}', metric_key: 'm', ...query }, label);

const intervals = scenario(
  'points of an interval',
  setup,
  interval({ run_ids: both, metric_key: 'm' }, 'two runs'),
  interval({ run_ids: both, metric_key: 'm', max_results: '3' }, 'two runs, three points'),
  [1, 2, 3, 4, 5, 7, 10, 12, 13, 24, 25, 26].map((count) =>
    steps({ max_results: String(count) }, `${count} points`),
  ),
  steps({ start_step: '5', end_step: '10' }, '5 to 10'),
  steps({ start_step: '5', end_step: '20', max_results: '4' }, '5 to 20, four points'),
  steps({ start_step: '5', end_step: '5' }, 'one step'),
  steps({ start_step: '10', end_step: '5' }, 'backwards'),
  steps({ start_step: '-5', end_step: '1' }, 'from below'),
  steps({ start_step: '30', end_step: '50' }, 'beyond'),
  steps({ start_step: '5' }, 'only a start'),
  steps({ end_step: '5' }, 'only an end'),
  interval({ run_ids: '{{two}}', metric_key: 'm', max_results: '2' }, 'uneven steps'),
  interval({ run_ids: '{{two}}', metric_key: 'm', start_step: '5', end_step: '7' }, 'a step twice'),
  interval({ run_ids: '{{two}}', metric_key: 'special' }, 'special values'),
  interval({ run_ids: '{{one}}', metric_key: 'never' }, 'unknown metric'),
);

export default [
  scenario(
    'histories of several runs',
    setup,
    bulk({ run_id: '{{one}}', metric_key: 'm' }, 'one run'),
    get(bulkPath, { run_id: both, metric_key: 'm' }, { label: 'two runs', anyOrder: ['metrics'] }),
    bulk({ run_id: '{{one}}', metric_key: 'm', max_results: '3' }, 'three points'),
    bulk({ run_id: ['{{one}}', '{{one}}'], metric_key: 'm', max_results: '3' }, 'the same run twice'),
    bulk({ run_id: '{{two}}', metric_key: 'special' }, 'special values'),
    bulk({ run_id: '{{one}}', metric_key: 'never' }, 'unknown metric'),
    bulk({ run_id: 'nosuch', metric_key: 'm' }, 'unknown run'),
    bulk({ metric_key: 'm' }, 'no run'),
    bulk({ run_id: '{{one}}' }, 'no metric'),
    bulk({ run_id: '{{one}}', metric_key: '' }, 'empty metric'),
    bulk({}, 'nothing'),
    ['0', '-1', 'x', '1.5', '25001', ''].map((max_results) =>
      bulk({ run_id: '{{one}}', metric_key: 'm', max_results }, `max_results ${max_results}`),
    ),
    bulk({ run_id: times(100, () => '{{one}}'), metric_key: 'm', max_results: '1' }, '100 runs'),
    bulk({ run_id: times(101, () => '{{one}}'), metric_key: 'm' }, '101 runs'),
  ),
  intervals,
  viaAjax(intervals),
  scenario(
    'bad requests for an interval',
    setup,
    interval({}, 'nothing'),
    interval({ run_ids: '{{one}}' }, 'no metric'),
    interval({ metric_key: 'm' }, 'no run'),
    interval({ run_ids: '', metric_key: 'm' }, 'empty run'),
    interval({ run_ids: 'nosuch', metric_key: 'm' }, 'unknown run'),
    interval({ run_ids: ['{{one}}', 'nosuch'], metric_key: 'm', max_results: '1' }, 'one known, one unknown'),
    interval({ run_ids: '{{one}}', metric_key: '' }, 'empty metric'),
    ['0', '-1', 'x', '1.5', '2500', '2501', ''].map((max_results) =>
      steps({ max_results }, `max_results ${max_results}`),
    ),
    ['x', '1.5', ''].map((start_step) => steps({ start_step, end_step: '7' }, `start_step ${start_step}`)),
    ['x', '1.5', ''].map((end_step) => steps({ start_step: '1', end_step }, `end_step ${end_step}`)),
    interval({ run_ids: times(100, () => '{{one}}'), metric_key: 'm', max_results: '1' }, '100 runs'),
    interval({ run_ids: times(101, () => '{{one}}'), metric_key: 'm' }, '101 runs'),
  ),
];

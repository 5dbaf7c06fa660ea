import { scenario } from '../../harness/scenario.ts';
import { experiment, getRun, run } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const keys = [
  '.',
  '..',
  '/',
  '/x',
  'a/b',
  'a//b',
  'a/',
  'a/../b',
  '../a',
  './a',
  'a b',
  ' a',
  'a:b',
  'a,b',
  'a;b',
  'ключ',
  '漢字',
  'é',
  '😀',
  'a\nb',
  'a\n',
  'a\tb',
  'a"b',
  "a'b",
  'a`b',
  'a%b',
  'a@b',
  'a+b',
  'a=b',
  'a\\b',
  'a_b-c.d:e',
  ' ',
  '...',
  '-',
  'k'.repeat(250),
  'k'.repeat(251),
  '漢'.repeat(250),
  '漢'.repeat(251),
  'a\u0000b',
  '٣',
  '²',
  'ª',
  '‿',
  'a\u00a0b',
  'a\u0301',
];
const options = (key: string) => ({ label: `${JSON.stringify(key).slice(0, 20)} ${key.length}` });

export default [
  scenario(
    'metric keys',
    experiment(),
    run(),
    keys.map((key) =>
      post('runs/log-metric', { run_id: '{{run}}', key, value: 1, timestamp: 1 }, options(key)),
    ),
    getRun('run'),
  ),
  scenario(
    'parameter keys',
    experiment(),
    run(),
    keys.map((key) => post('runs/log-parameter', { run_id: '{{run}}', key, value: 'v' }, options(key))),
    getRun('run'),
  ),
  scenario(
    'tag keys',
    experiment(),
    run(),
    keys.map((key) => post('runs/set-tag', { run_id: '{{run}}', key, value: 'v' }, options(key))),
    getRun('run'),
  ),
  scenario(
    'keys of deleted tags',
    experiment(),
    run(),
    keys.map((key) => post('runs/delete-tag', { run_id: '{{run}}', key }, options(key))),
  ),
  scenario(
    'keys of histories',
    experiment(),
    run(),
    keys.map((key) => get('metrics/get-history', { run_id: '{{run}}', metric_key: key }, options(key))),
  ),
  scenario(
    'keys in a batch',
    experiment(),
    run(),
    keys.flatMap((key) => [
      post(
        'runs/log-batch',
        {
          run_id: '{{run}}',
          metrics: [
            { key: 'ok', value: 1, timestamp: 1 },
            { key, value: 1, timestamp: 1 },
          ],
        },
        options(key),
      ),
      post(
        'runs/log-batch',
        {
          run_id: '{{run}}',
          params: [
            { key: 'ok', value: 'v' },
            { key, value: 'v' },
          ],
        },
        options(key),
      ),
      post(
        'runs/log-batch',
        {
          run_id: '{{run}}',
          tags: [
            { key: 'ok', value: 'v' },
            { key, value: 'v' },
          ],
        },
        options(key),
      ),
    ]),
    getRun('run', { pick: ['run.data.params.*.key', 'run.data.tags.*.key', 'run.data.metrics.*.key'] }),
  ),
];

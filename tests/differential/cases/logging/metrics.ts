import { probeFields } from '../../harness/probes.ts';
import { scenario, viaAjax, type Json } from '../../harness/scenario.ts';
import { experiment, getRun, run } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const log = (key: string, value: Json, more: object = {}, label = '') =>
  post(
    'runs/log-metric',
    { run_id: '{{run}}', key, value, timestamp: 1000, ...more },
    { label: `${key.slice(0, 20)} ${JSON.stringify(value)}${label}` },
  );
const history = (key: string) =>
  get('metrics/get-history', { run_id: '{{run}}', metric_key: key }, { label: key });
const latest = getRun('run', { pick: ['run.data.metrics'] });

const basics = scenario(
  'log metrics, read them back',
  experiment(),
  run(),
  log('loss', 0.5, { step: 0 }),
  log('loss', 0.25, { step: 1, timestamp: 2000 }),
  log('accuracy', 1),
  latest,
  history('loss'),
  history('accuracy'),
  history('never'),
  log('loss', 0.25, { step: 1, timestamp: 2000 }, ' the same again'),
  history('loss'),
);

const values: Json[] = [
  0,
  -0,
  1e-320,
  5e-324,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  0.1,
  1 / 3,
  1e21,
  123456789012345680,
  'NaN',
  'Infinity',
  '-Infinity',
  'nan',
  'inf',
  '-inf',
  '+Infinity',
  '1.5',
  '1e400',
  '',
  ' 1',
  'abc',
  '0x10',
  true,
  null,
  '1_000',
  '1,5',
  [1],
  {},
];

export default [
  basics,
  viaAjax(basics),
  scenario(
    'fields of log-metric',
    experiment(),
    run(),
    probeFields(
      'POST',
      'runs/log-metric',
      () => ({ run_id: '{{run}}', key: 'k', value: 1, timestamp: 1, step: 0 }),
      ['run_id', 'key', 'value', 'timestamp', 'step', 'model_id', 'dataset_name', 'dataset_digest'],
    ),
  ),
  scenario(
    'values',
    experiment(),
    run(),
    values.flatMap((value, index) => [log(`m${index}`, value), history(`m${index}`)]),
    latest,
  ),
  scenario(
    'values that are no JSON',
    experiment(),
    run(),
    [
      'NaN',
      'Infinity',
      '-Infinity',
      '1e400',
      '-1e400',
      '1.',
      '.5',
      '01',
      '1E5',
      '+1',
      "'1'",
      'nan',
      'undefined',
      '123456789012345678901234567890',
    ].flatMap((value, index) => [
      post('runs/log-metric', undefined, {
        raw: `{"run_id":"{{run}}","key":"m${index}","value":${value},"timestamp":1}`,
        label: value,
      }),
      history(`m${index}`),
    ]),
  ),
  scenario(
    'which value is the latest',
    experiment(),
    run(),
    log('step', 1, { step: 5 }),
    log('step', 2, { step: 3, timestamp: 9000 }),
    log('time', 1, { step: 1, timestamp: 5 }),
    log('time', 2, { step: 1, timestamp: 4 }),
    log('value', 1, { step: 1 }),
    log('value', 2, { step: 1 }),
    log('value', 0, { step: 1 }),
    log('nan last', 1, { step: 1 }),
    log('nan last', 'NaN', { step: 1 }),
    log('nan first', 'NaN', { step: 1 }),
    log('nan first', 1, { step: 1 }),
    log('infinity', 'Infinity', { step: 1 }),
    log('infinity', 5, { step: 1 }),
    log('negative step', 1, { step: -5 }),
    log('negative step', 2, { step: -6 }),
    latest,
    ['step', 'time', 'value', 'nan last', 'nan first', 'infinity', 'negative step'].map(history),
  ),
  scenario(
    'steps and timestamps',
    experiment(),
    run(),
    [
      0,
      -1,
      '7',
      1.0,
      1.5,
      '1.5',
      2 ** 53,
      '9223372036854775807',
      '-9223372036854775808',
      '9223372036854775808',
      '',
      ' 3',
      1e3,
      '1e3',
    ].flatMap((step, index) => [
      log(`s${index}`, 1, { step }, ` step ${JSON.stringify(step)}`),
      history(`s${index}`),
    ]),
    [0, -1, '7', 1.0, 1.5, '9223372036854775807', '9223372036854775808', '', 1e3].flatMap(
      (timestamp, index) => [
        log(`t${index}`, 1, { timestamp }, ` timestamp ${JSON.stringify(timestamp)}`),
        history(`t${index}`),
      ],
    ),
  ),
];

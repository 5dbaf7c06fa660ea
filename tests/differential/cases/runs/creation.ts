import { scenario } from '../../harness/scenario.ts';
import { experiment, getRun, times } from '../../harness/setup.ts';
import { post } from '../../harness/steps.ts';

const create = (label: string, fields: object) => [
  post(
    'runs/create',
    { experiment_id: '{{exp}}', run_name: 'n', ...fields },
    { label, save: { [`r${label.replace(/\W/g, '')}`]: 'run.info.run_id' } },
  ),
];
const starts = [
  0,
  1,
  -1,
  '5',
  '1600000000000',
  1.0,
  1e3,
  '1e3',
  1.5,
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  1e20,
];

export default [
  scenario(
    'start times',
    experiment(),
    starts.map((start_time, index) => create(`${index}: ${JSON.stringify(start_time)}`, { start_time })),
  ),
  scenario(
    'tags at creation',
    experiment(),
    create('none', { tags: [] }),
    create('two', {
      tags: [
        { key: 'b', value: '2' },
        { key: 'a', value: '1' },
      ],
    }),
    create('twice', {
      tags: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    }),
    create('no value', { tags: [{ key: 'a' }] }),
    create('null value', { tags: [{ key: 'a', value: null }] }),
    create('no key', { tags: [{ value: 'a' }] }),
    create('number', { tags: [{ key: 'a', value: 1 }] }),
    create('bad key', { tags: [{ key: 'a,b', value: 'c' }] }),
    create('long key', { tags: [{ key: 'k'.repeat(251), value: 'c' }] }),
    create('longest key', { tags: [{ key: 'k'.repeat(250), value: 'c' }] }),
    create('long value', { tags: [{ key: 'long', value: 'v'.repeat(8001) }] }),
    getRun('rlongvalue'),
    create('hundred', {
      tags: times(101, (index) => ({ key: `k${String(index).padStart(3, '0')}`, value: '' })),
    }),
    create('unknown field', { tags: [{ key: 'a', value: 'b', more: 1 }], more: 1 }),
    create('user tag', { tags: [{ key: 'mlflow.user', value: 'me' }] }),
  ),
  scenario(
    'user ids',
    experiment(),
    create('usual', { user_id: 'me' }),
    create('empty', { user_id: '' }),
    create('longest', { user_id: 'u'.repeat(256) }),
    create('too long', { user_id: 'u'.repeat(257) }),
  ),
];

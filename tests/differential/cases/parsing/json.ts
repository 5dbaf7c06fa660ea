import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, run } from '../../harness/setup.ts';
import { post, request } from '../../harness/steps.ts';

const raw = (path: string, text: string, label: string) =>
  request('POST', path, { raw: text, label, headers: { 'content-type': 'application/json' } });
const name = '"name":"{{uid}}-';
const texts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['blank', '  '],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '5'],
  ['a list', '[]'],
  ['a list of an object', '[{}]'],
  ['text', '"x"'],
  ['an object', '{}'],
  ['broken', '{'],
  ['broken in the middle', '{"name":}'],
  ['no quotes', `{name:"{{uid}}-q"}`],
  ['single quotes', `{'name':'{{uid}}-q'}`],
  ['a trailing comma', `{${name}c",}`],
  ['a comment', `{${name}c"} // x`],
  ['more after the end', `{${name}c"} {}`],
  ['twice the same key', `{"name":"{{uid}}-first",${name}second"}`],
  ['blanks around', `  {${name}blank"}  \n`],
  ['encoded twice', `"{\\"name\\":\\"{{uid}}-twice\\"}"`],
  ['encoded three times', `"\\"{}\\""`],
  ['an encoded list', '"[]"'],
  ['an encoded number', '"5"'],
  ['an unknown field', `{${name}u","nosuch":1}`],
  ['an unknown object', `{${name}v","nosuch":{"a":[1]}}`],
  ['escapes', `{${name}\\u0041\\u00e9"}`],
  ['half a surrogate', `{${name}\\ud83d"}`],
  ['a surrogate pair', `{${name}\\ud83d\\ude00"}`],
  ['a zero character', `{${name}\\u0000"}`],
  ['a raw newline', `{${name}a\nb"}`],
  ['a byte order mark', `\ufeff{${name}bom"}`],
  ['deeply nested', `{${name}d","x":${'['.repeat(500)}${']'.repeat(500)}}`],
  ['NaN', `{${name}n","x":NaN}`],
  ['a long number', `{${name}l","x":${'9'.repeat(400)}}`],
];

const create = scenario(
  'bodies of experiments/create',
  texts.map(([label, text]) => raw('experiments/create', text, label)),
);

export default [
  create,
  viaAjax(create),
  scenario(
    'bodies of runs/search',
    experiment(),
    run(),
    texts.slice(0, 15).map(([label, text]) => raw('runs/search', text, label)),
  ),
  scenario(
    'bodies of runs/log-batch',
    texts.slice(0, 15).map(([label, text]) => raw('runs/log-batch', text, label)),
  ),
  scenario(
    'camelCase',
    experiment(),
    post(
      'runs/create',
      { experimentId: '{{exp}}', runName: 'camel', startTime: 5 },
      { save: { run: 'run.info.run_id' } },
    ),
    post('runs/create', { experimentId: '{{exp}}', experiment_id: '{{exp}}' }, { label: 'both spellings' }),
    post(
      'runs/create',
      { experiment_id: '{{exp}}', run_name: 'a', runName: 'b' },
      { label: 'both spellings of another field' },
    ),
    post('runs/log-metric', { runId: '{{run}}', key: 'm', value: 1, timestamp: 1 }),
    post('runs/log-metric', { runUuid: '{{run}}', key: 'm', value: 1, timestamp: 1 }),
    post('runs/update', { runId: '{{run}}', endTime: 5 }),
    post('runs/search', { experimentIds: ['{{exp}}'], maxResults: 1 }, { pick: ['runs.*.info.run_name'] }),
    post('experiments/set-experiment-tag', { experimentId: '{{exp}}', key: 'k', value: 'v' }),
    post(
      'runs/log-batch',
      { run_id: '{{run}}', metrics: [{ key: 'x', value: 1, timestamp: 1, modelId: 'm-x', model_id: 'm-x' }] },
      { label: 'both spellings within' },
    ),
    post('runs/create', { Experiment_Id: '{{exp}}' }, { label: 'capitals' }),
    post('runs/create', { 'experiment-id': '{{exp}}' }, { label: 'dashes' }),
  ),
];

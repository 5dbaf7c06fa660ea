import { fiveTraces, searchTraces, startTrace, traceInfo } from '../../harness/fixtures/traces.ts';
import { probeFields, probeValues } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, times } from '../../harness/setup.ts';
import { del, get, patch, post, v3 } from '../../harness/steps.ts';

const path = v3('traces/tr-{{uid}}-one');
const getTrace = (label?: string) => get(path, {}, label === undefined ? {} : { label });
const setTag = (key: string, value: string, label?: string) =>
  patch(`${path}/tags`, { key, value }, { label: label ?? key.slice(0, 20) });
const unsetTag = (key: string) => del(`${path}/tags`, { key }, { label: key });
const one = [experiment(), startTrace('one')];

const lifecycle = scenario(
  'start, get, tag, delete',
  experiment(),
  startTrace('one', {
    request_preview: 'question',
    response_preview: 'answer',
    client_request_id: 'c',
    trace_metadata: { user: 'me' },
    tags: { a: '1' },
  }),
  getTrace(),
  startTrace('one', { state: 'ERROR', tags: { b: '2' } }, { label: 'one again' }),
  getTrace('after starting again'),
  setTag('a', '2'),
  setTag('c', '3'),
  unsetTag('a'),
  unsetTag('a'),
  getTrace('after tagging'),
  searchTraces({}, { pick: ['traces.*'] }),
  post(v3('traces/delete-traces'), {
    experiment_id: '{{exp}}',
    request_ids: ['tr-{{uid}}-one', 'tr-nosuch'],
  }),
  getTrace('deleted'),
  setTag('a', '2', 'deleted'),
  unsetTag('a'),
);
const states = ['OK', 'ERROR', 'IN_PROGRESS', 'STATE_UNSPECIFIED', 'nosuch', '', 1, 2, 3, 0, 9, null];
const timesOf = [
  '2020-01-01T00:00:00Z',
  '2020-01-01T00:00:00.123456Z',
  '2020-01-01T00:00:00+02:00',
  '2020-01-01',
  '',
  'x',
  0,
  null,
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2020-01-01T00:00:00',
];
const durations = [
  '1.5s',
  '0s',
  '0.001s',
  '-1s',
  '1',
  '1m',
  '',
  1,
  null,
  '1.123456789s',
  '3600s',
  '315576000000s',
  '315576000001s',
];

export default [
  lifecycle,
  viaAjax(lifecycle),
  scenario(
    'states',
    experiment(),
    states.map((state, index) => startTrace(`s${index}`, { state }, { label: JSON.stringify(state) })),
  ),
  scenario(
    'request times',
    experiment(),
    timesOf.map((request_time, index) =>
      startTrace(`t${index}`, { request_time }, { label: JSON.stringify(request_time) }),
    ),
  ),
  scenario(
    'durations',
    experiment(),
    durations.map((execution_duration, index) =>
      startTrace(`d${index}`, { execution_duration }, { label: JSON.stringify(execution_duration) }),
    ),
  ),
  scenario(
    'fields of a trace',
    experiment(),
    [
      'trace_id',
      'trace_location',
      'request_preview',
      'response_preview',
      'client_request_id',
      'trace_metadata',
      'tags',
    ].flatMap((field, at) =>
      Object.entries(probeValues)
        .filter(([kind]) => kind !== 'digits')
        .map(([kind, value]) =>
          post(
            v3('traces'),
            { trace: { trace_info: { ...traceInfo(`${at}${kind.replaceAll(' ', '')}`), [field]: value } } },
            { label: `${field} ${kind}` },
          ),
        ),
    ),
  ),
  scenario(
    'fields of start',
    one,
    probeFields('POST', v3('traces'), (variant) => ({ trace: { trace_info: traceInfo(variant) } }), [
      'trace',
    ]),
  ),
  scenario(
    'tag keys and lengths',
    one,
    [
      '',
      '.',
      '/x',
      'a,b',
      'a/b',
      'a b',
      'k'.repeat(250),
      'k'.repeat(251),
      'mlflow.traceName',
      'mlflow.trace.spansLocation',
      'mlflow.artifactLocation',
      'mlflow.trace.archivalFailure',
    ].flatMap((key) => [setTag(key, 'v', `${key.slice(0, 30)} ${key.length}`), unsetTag(key.slice(0, 60))]),
    [8000, 8001].map((length) => setTag(`l${length}`, 'v'.repeat(length))),
    getTrace(),
  ),
  scenario(
    'fields of set-tag',
    one,
    probeFields('PATCH', path + '/tags', () => ({ key: 'k', value: 'v' }), ['key', 'value']),
  ),
  scenario(
    'fields of delete-tag',
    one,
    probeFields('DELETE', path + '/tags', () => ({ key: 'k' }), ['key']),
  ),
  scenario(
    'unknown experiments',
    startTrace('x', {
      trace_location: { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: '99999999' } },
    }),
    experiment(),
    post('experiments/delete', { experiment_id: '{{exp}}' }),
    startTrace('y', {}, { label: 'deleted experiment' }),
  ),
  scenario(
    'deleting',
    fiveTraces,
    post(v3('traces/delete-traces'), { experiment_id: '{{exp}}' }, { label: 'no criterion' }),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '{{exp}}', max_traces: 1 },
      { label: 'only max_traces' },
    ),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '{{exp}}', max_timestamp_millis: 1, request_ids: ['x'] },
      { label: 'both criteria' },
    ),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '{{exp}}', max_timestamp_millis: 1600000001000 },
      { label: 'until alpha' },
    ),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '{{exp}}', max_timestamp_millis: 1600000004000, max_traces: 1 },
      { label: 'one of three' },
    ),
    searchTraces({}, { label: 'what is left' }),
    post(v3('traces/delete-traces'), { experiment_id: '{{exp}}', request_ids: [] }, { label: 'none' }),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '99999999', request_ids: ['tr-{{uid}}-delta'] },
      { label: 'another experiment' },
    ),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '{{exp}}', max_timestamp_millis: 5, max_traces: 0 },
      { label: 'max_traces 0' },
    ),
    post(
      'traces/delete-traces',
      { experiment_id: '{{exp}}', request_ids: ['tr-{{uid}}-delta'] },
      { label: 'by version 2' },
    ),
    post(
      v3('traces/delete-traces'),
      { experiment_id: '{{exp}}', request_ids: times(101, (index) => `x${index}`) },
      { label: '101 ids' },
    ),
    probeFields(
      'POST',
      v3('traces/delete-traces'),
      () => ({ experiment_id: '{{exp}}', request_ids: ['tr-nosuch'] }),
      ['experiment_id', 'request_ids'],
    ),
  ),
];

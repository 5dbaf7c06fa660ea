import { fiveTraces, otlpTrace, searchTraces, startTrace } from '../../harness/fixtures/traces.ts';
import { probeFields } from '../../harness/probes.ts';
import { scenario } from '../../harness/scenario.ts';
import { experiment, getRun, run, times } from '../../harness/setup.ts';
import { get, post, v3 } from '../../harness/steps.ts';

const one = [experiment(), startTrace('one')];

export default [
  scenario(
    'infos of several traces',
    fiveTraces,
    post(
      v3('traces/batchGetInfos'),
      { trace_ids: ['tr-{{uid}}-alpha', 'tr-{{uid}}-beta', 'tr-nosuch'] },
      { anyOrder: ['trace_infos'] },
    ),
    post(v3('traces/batchGetInfos'), { trace_ids: [] }, { label: 'none' }),
    probeFields(
      'POST',
      v3('traces/batchGetInfos'),
      () => ({ trace_ids: ['tr-{{uid}}-alpha'] }),
      ['trace_ids', 'experiment_ids'],
      { pick: ['trace_infos.*.trace_id'] },
    ),
    post(
      v3('traces/batchGetInfos'),
      { trace_ids: ['tr-{{uid}}-alpha'], experiment_ids: ['{{exp}}'] },
      { label: 'in its experiment' },
    ),
    post(
      v3('traces/batchGetInfos'),
      { trace_ids: ['tr-{{uid}}-alpha'], experiment_ids: ['99999999'] },
      { label: 'in another experiment' },
    ),
  ),
  scenario(
    'spans',
    experiment(),
    otlpTrace(),
    get(v3('traces/tr-{{hex}}01')),
    get(v3('traces/get'), { trace_id: 'tr-{{hex}}01' }, { anyOrder: ['trace.spans'] }),
    get(
      v3('traces/batchGet'),
      { trace_ids: ['tr-{{hex}}01', 'tr-nosuch'] },
      { anyOrder: ['traces.0.spans'] },
    ),
    get(v3('traces/get'), { trace_id: 'tr-nosuch' }, { label: 'unknown' }),
    get(v3('traces/get'), {}, { label: 'no id' }),
    get(v3('traces/get'), { trace_id: 'tr-{{hex}}01', allow_partial: 'x' }, { label: 'allow_partial x' }),
    get(
      v3('traces/get'),
      { trace_id: 'tr-{{hex}}01', allow_partial: 'true' },
      { label: 'allow_partial true', anyOrder: ['trace.spans'] },
    ),
    get(v3('traces/batchGet'), {}, { label: 'no ids' }),
    searchTraces({ filter: "span.name = 'child'" }, { label: 'by span name' }),
    searchTraces({ filter: "span.type = 'TOOL'" }, { label: 'by span type' }),
    searchTraces({ filter: "span.status = 'ERROR'" }, { label: 'by span status' }),
    searchTraces({ filter: "span.attributes.count = '5'" }, { label: 'by span attribute' }),
    searchTraces({ filter: "span.name = 'nosuch'" }, { label: 'by unknown span name' }),
    otlpTrace({ label: 'again' }),
    otlpTrace({ label: 'no experiment', headers: {} }),
    otlpTrace({ label: 'unknown experiment', headers: { 'x-mlflow-experiment-id': '99999999' } }),
    otlpTrace({
      label: 'wrong content type',
      headers: { 'x-mlflow-experiment-id': '{{exp}}', 'content-type': 'text/plain' },
    }),
    post('/v1/traces', {}, { label: 'no spans', headers: { 'x-mlflow-experiment-id': '{{exp}}' } }),
    post('/v1/traces', undefined, {
      raw: '{',
      label: 'broken JSON',
      headers: { 'x-mlflow-experiment-id': '{{exp}}', 'content-type': 'application/json' },
    }),
  ),
  scenario(
    'traces of a run',
    one,
    run(),
    post('traces/link-to-run', { trace_ids: ['tr-{{uid}}-one'], run_id: '{{run}}' }),
    post('traces/link-to-run', { trace_ids: ['tr-{{uid}}-one'], run_id: '{{run}}' }, { label: 'again' }),
    post('traces/link-to-run', { trace_ids: ['tr-nosuch'], run_id: '{{run}}' }, { label: 'unknown trace' }),
    post('traces/link-to-run', { trace_ids: ['tr-{{uid}}-one'], run_id: 'nosuch' }, { label: 'unknown run' }),
    post(
      'traces/link-to-run',
      { trace_ids: times(101, (index) => `tr-${index}`), run_id: '{{run}}' },
      { label: '101 traces' },
    ),
    probeFields('POST', 'traces/link-to-run', () => ({ trace_ids: ['tr-{{uid}}-one'], run_id: '{{run}}' }), [
      'trace_ids',
      'run_id',
    ]),
    searchTraces({ filter: "run_id = '{{run}}'" }),
    searchTraces({ filter: "attributes.run_id = '{{run}}'" }),
    getRun(),
  ),
];

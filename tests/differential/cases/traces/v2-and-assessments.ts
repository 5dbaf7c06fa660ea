import { searchTraces, startTrace } from '../../harness/fixtures/traces.ts';
import { probeFields, probeValues } from '../../harness/probes.ts';
import { scenario, viaAjax, type Json, type JsonObject, type StepOptions } from '../../harness/scenario.ts';
import { experiment, keyValues } from '../../harness/setup.ts';
import { del, get, patch, post, v3 } from '../../harness/steps.ts';

const start = (fields: JsonObject = {}, options: StepOptions = {}) =>
  post(
    'traces',
    {
      experiment_id: '{{exp}}',
      timestamp_ms: 1_600_000_000_000,
      request_metadata: keyValues({ a: '1' }),
      tags: keyValues({ b: '2' }),
      ...fields,
    },
    options,
  );
const end = (fields: JsonObject = {}, options: StepOptions = {}) =>
  patch(
    'traces/{{trace}}',
    {
      timestamp_ms: 1_600_000_001_000,
      status: 'OK',
      request_metadata: keyValues({ c: '3' }),
      tags: keyValues({ d: '4' }),
      ...fields,
    },
    options,
  );
const version2 = scenario(
  'version 2: start, end, get, tag',
  experiment(),
  start({}, { save: { trace: 'trace_info.request_id' } }),
  get('traces/{{trace}}/info'),
  end(),
  end({}, { label: 'again' }),
  get('traces/{{trace}}/info', {}, { label: 'ended' }),
  get(v3('traces/{{trace}}')),
  patch('traces/{{trace}}/tags', { key: 'k', value: 'v' }),
  del('traces/{{trace}}/tags', { key: 'k' }),
  del('traces/{{trace}}/tags', { key: 'k' }, { label: 'again' }),
  get('traces/tr-nosuch/info', {}, { label: 'unknown' }),
  patch('traces/tr-nosuch', { timestamp_ms: 1, status: 'OK' }, { label: 'unknown' }),
  patch('traces/tr-nosuch/tags', { key: 'k', value: 'v' }, { label: 'unknown' }),
);

const path = v3('traces/tr-{{uid}}-one/assessments');
const one = [experiment(), startTrace('one')];
const feedback = (fields: JsonObject = {}): JsonObject => ({
  assessment_name: 'quality',
  trace_id: 'tr-{{uid}}-one',
  source: { source_type: 'HUMAN', source_id: 'me' },
  create_time: '2020-01-01T00:00:00Z',
  last_update_time: '2020-01-01T00:00:00Z',
  feedback: { value: true },
  ...fields,
});
const create = (assessment: JsonObject, options: StepOptions = {}) => post(path, { assessment }, options);
const update = (mask: string, fields: JsonObject, label = mask) =>
  patch(
    `${path}/{{a}}`,
    { assessment: { assessment_id: '{{a}}', trace_id: 'tr-{{uid}}-one', ...fields }, update_mask: mask },
    { label },
  );

const assessments = scenario(
  'assessments: create, get, update, delete',
  one,
  create(feedback({ rationale: 'good', metadata: { k: 'v' } }), { save: { a: 'assessment.assessment_id' } }),
  get(`${path}/{{a}}`),
  create(
    { ...feedback({ assessment_name: 'truth' }), feedback: null, expectation: { value: 'Paris' } },
    { label: 'expectation', save: { b: 'assessment.assessment_id' } },
  ),
  get(`${path}/{{b}}`),
  get(v3('traces/tr-{{uid}}-one'), {}, { anyOrder: ['trace.trace_info.assessments'] }),
  update('rationale', { rationale: 'better' }),
  update('feedback', { feedback: { value: 0.5 } }),
  update('assessment_name', { assessment_name: 'other' }),
  update('metadata', { metadata: { x: 'y' } }),
  update('nosuch', { rationale: 'x' }),
  update('', { rationale: 'x' }, 'empty mask'),
  update('expectation', { expectation: { value: 'x' } }),
  update('feedback,rationale', { feedback: { value: 'both' }, rationale: 'both' }),
  get(`${path}/{{a}}`),
  searchTraces({ filter: "feedback.other = 'both'" }),
  searchTraces({ filter: "expectation.truth = 'Paris'" }),
  searchTraces({ filter: 'feedback.nosuch IS NULL' }),
  create(feedback({ overrides: '{{a}}' }), { label: 'overriding', save: { c: 'assessment.assessment_id' } }),
  get(`${path}/{{a}}`, {}, { label: 'overridden' }),
  create(feedback({ overrides: 'a-nosuch' }), { label: 'overriding an unknown one' }),
  del(`${path}/{{a}}`),
  del(`${path}/{{a}}`, undefined, { label: 'again' }),
  get(`${path}/{{a}}`, {}, { label: 'deleted' }),
  update('rationale', { rationale: 'x' }, 'deleted'),
  get(`${path}/a-nosuch`),
  get(v3('traces/tr-nosuch/assessments/{{b}}'), {}, { label: 'of another trace' }),
  post(v3('traces/tr-nosuch/assessments'), { assessment: feedback() }, { label: 'unknown trace' }),
);
const values: Json[] = [
  true,
  false,
  1,
  0.5,
  'text',
  '',
  [],
  [1, 'a'],
  {},
  { a: { b: [1] } },
  null,
  -1,
  1e300,
];

export default [
  version2,
  viaAjax(version2),
  scenario(
    'version 2: statuses',
    experiment(),
    ['OK', 'ERROR', 'IN_PROGRESS', 'TRACE_STATUS_UNSPECIFIED', 'nosuch', '', 1, 2, 3, 0].flatMap((status) => [
      start({}, { save: { trace: 'trace_info.request_id' } }),
      end({ status }, { label: JSON.stringify(status) }),
    ]),
  ),
  scenario(
    'version 2: fields of start',
    experiment(),
    probeFields('POST', 'traces', () => ({ experiment_id: '{{exp}}', timestamp_ms: 1 }), [
      'experiment_id',
      'timestamp_ms',
      'request_metadata',
      'tags',
    ]),
  ),
  assessments,
  viaAjax(assessments),
  scenario(
    'values of feedback',
    one,
    values.map((value) => create(feedback({ feedback: { value } }), { label: JSON.stringify(value) })),
    values.map((value) =>
      create(
        { ...feedback(), feedback: null, expectation: { value } },
        { label: `expected ${JSON.stringify(value)}` },
      ),
    ),
  ),
  scenario(
    'sources',
    one,
    [
      { source_type: 'HUMAN' },
      { source_type: 'LLM_JUDGE', source_id: 'gpt' },
      { source_type: 'CODE', source_id: 'f' },
      { source_type: 'AI_JUDGE', source_id: 'x' },
      { source_type: 'nosuch' },
      { source_id: 'x' },
      {},
      null,
      'x',
    ].map((source) => create(feedback({ source: source as Json }), { label: JSON.stringify(source) })),
  ),
  scenario(
    'kinds',
    one,
    create({ ...feedback(), expectation: { value: 1 } }, { label: 'both feedback and expectation' }),
    create({ ...feedback(), feedback: null }, { label: 'neither' }),
    create(feedback({ feedback: {} }), { label: 'empty feedback' }),
    create(feedback({ feedback: { value: null, error: { error_code: 'E', error_message: 'm' } } }), {
      label: 'an error',
    }),
    create(
      {
        ...feedback(),
        feedback: null,
        expectation: { serialized_value: { value: '{"a":1}', serialization_format: 'JSON_FORMAT' } },
      },
      { label: 'serialized' },
    ),
    create({}, { label: 'empty' }),
  ),
  scenario(
    'fields of an assessment',
    one,
    [
      'assessment_name',
      'trace_id',
      'span_id',
      'create_time',
      'last_update_time',
      'rationale',
      'metadata',
      'overrides',
      'valid',
      'assessment_id',
    ].flatMap((field) =>
      Object.entries(probeValues)
        .filter(([kind]) => kind !== 'digits')
        .map(([kind, value]) => create(feedback({ [field]: value }), { label: `${field} ${kind}` })),
    ),
  ),
  scenario(
    'fields of create',
    one,
    probeFields('POST', path, () => ({ assessment: feedback() }), ['assessment']),
  ),
];

import { probeFields } from '../../harness/probes.ts';
import { scenario, viaAjax, type JsonObject, type Step, type StepOptions } from '../../harness/scenario.ts';
import { experiment } from '../../harness/setup.ts';
import { del, get, patch, post, v3 } from '../../harness/steps.ts';

const create = (name: string, fields: JsonObject = {}): Step =>
  post(
    v3('datasets/create'),
    { name: `{{uid}}-${name}`, experiment_ids: ['{{exp}}'], ...fields },
    { label: name, save: { [name]: 'dataset.dataset_id' } },
  );
const path = v3('datasets/{{one}}');
const getDataset = (label?: string) => get(path, {}, label === undefined ? {} : { label });
const records = (list: object[] | string, label: string) =>
  post(`${path}/records`, { records: typeof list === 'string' ? list : JSON.stringify(list) }, { label });
const record = (question: string, more: object = {}) => ({ inputs: { question }, ...more });
const search = (fields: JsonObject, options: StepOptions = {}) =>
  post(
    v3('datasets/search'),
    { experiment_ids: ['{{exp}}'], ...fields },
    { pick: ['datasets.*.name', 'next_page_token'], ...options },
  );
// The records are a JSON text within the JSON, with ids and times of their own.
const getRecords = (query: Record<string, string> = {}, label = 'records') =>
  get(`${path}/records`, query, { label, pick: ['next_page_token'] });

const lifecycle = scenario(
  'create, get, tag, delete',
  experiment(),
  create('one', { tags: '{"team":"red"}' }),
  getDataset(),
  patch(`${path}/tags`, { tags: '{"team":"blue","more":"x"}' }),
  getDataset('after tagging'),
  del(`${path}/tags/more`),
  del(`${path}/tags/more`, undefined, { label: 'again' }),
  records([record('a', { expectations: { answer: '1' }, tags: { t: '1' } }), record('b')], 'two records'),
  getDataset('with records'),
  records([record('a', { expectations: { answer: '2' } }), record('c')], 'one again, one new'),
  getRecords(),
  getRecords({ max_results: '2' }, 'two records'),
  records([], 'none'),
  records('x', 'no JSON'),
  records('{}', 'an object'),
  records([{}], 'an empty record'),
  records([{ inputs: 'x' }], 'inputs of text'),
  records([record('s', { source: { source_type: 'HUMAN', source_data: { user: 'me' } } })], 'with a source'),
  getDataset('after all records'),
  get(`${path}/experiment-ids`),
  experiment('second'),
  post(`${path}/add-experiments`, { experiment_ids: ['{{second}}'] }),
  get(`${path}/experiment-ids`, {}, { label: 'two', anyOrder: ['experiment_ids'] }),
  post(
    `${path}/add-experiments`,
    { experiment_ids: ['{{second}}'] },
    { label: 'again', anyOrder: ['dataset.experiment_ids'] },
  ),
  post(`${path}/add-experiments`, { experiment_ids: ['99999999'] }, { label: 'unknown experiment' }),
  post(`${path}/remove-experiments`, { experiment_ids: ['{{exp}}'] }),
  post(`${path}/remove-experiments`, { experiment_ids: ['{{exp}}'] }, { label: 'again' }),
  del(`${path}/records`, { dataset_record_ids: ['dr-nosuch'] }, { label: 'unknown record' }),
  del(`${path}/records`, { dataset_record_ids: [] }, { label: 'none' }),
  del(path),
  getDataset('deleted'),
  del(path, undefined, { label: 'again' }),
  patch(`${path}/tags`, { tags: '{"a":"b"}' }, { label: 'deleted' }),
  records([record('a')], 'deleted'),
  getRecords({}, 'deleted'),
  get(`${path}/experiment-ids`, {}, { label: 'deleted' }),
  post(`${path}/add-experiments`, { experiment_ids: ['{{exp}}'] }, { label: 'deleted' }),
);
const three = [
  experiment(),
  create('one', { tags: '{"team":"red"}' }),
  { ...create('two', { tags: '{"team":"blue"}' }), pause: 5 },
  { ...create('Three'), pause: 5 },
];
const filters = [
  '',
  "name = '{{uid}}-one'",
  "name != '{{uid}}-one'",
  "name LIKE '%o%'",
  "name ILIKE '%THREE'",
  "tags.team = 'red'",
  "tags.team != 'red'",
  "tags.team LIKE 'r%'",
  'created_time > 0',
  'last_update_time > 0',
  'created_time < 5',
  "tags.team = 'red' AND name LIKE '%one'",
  "created_by = 'me'",
  "last_updated_by = 'me'",
  "name > 'a'",
  'name = 1',
  "nosuch = 'x'",
  "name = 'a' OR name = 'b'",
  'name',
  "created_time = 'x'",
  'tags.team = 1',
  "digest = 'x'",
  "dataset_id = 'x'",
  "name IN ('a')",
  'AND',
  "name = 'open",
];
const orders = [
  ['name'],
  ['name DESC'],
  ['created_time'],
  ['created_time DESC'],
  ['last_update_time'],
  ['last_update_time DESC', 'name'],
  [''],
  ['nosuch'],
  ['name UP'],
  ['tags.team'],
  ['name', 'name'],
  ['dataset_id'].slice(1),
];

export default [
  lifecycle,
  viaAjax(lifecycle),
  scenario(
    'names and tags',
    experiment(),
    create('plain', { experiment_ids: [] }),
    create('unknown experiment', { experiment_ids: ['99999999'] }),
    create('bad experiment', { experiment_ids: ['x'] }),
    create('twice'),
    create('twice'),
    ['x', '[]', '1', '""', 'null', '{"a":1}', '{"a":null}', '{"a":{"b":1}}', ''].map((tags, index) =>
      create(`tags${index}`, { tags }),
    ),
    ['n'.repeat(489), 'n'.repeat(490), 'n'.repeat(600)].map((name) =>
      post(v3('datasets/create'), { name: `{{uid}}${name}` }, { label: `${name.length + 10}` }),
    ),
  ),
  scenario(
    'filters',
    three,
    filters.map((filter_string) => search({ filter_string }, { label: filter_string })),
  ),
  scenario(
    'orders',
    three,
    orders.map((order_by) => search({ order_by }, { label: JSON.stringify(order_by) })),
  ),
  scenario(
    'pages and the whole answer',
    three,
    search({}, { pick: ['datasets.*'] }),
    search({ max_results: 2, order_by: ['name'] }, { save: { token1: 'next_page_token' } }),
    search({ max_results: 2, order_by: ['name'], page_token: '{{token1}}' }, { label: 'last' }),
    [0, -1, 1000, 1001, 50_001, 'x'].map((max_results) =>
      search({ max_results }, { label: `max_results ${max_results}` }),
    ),
    ['x', 'MTA='].map((page_token) =>
      search({ page_token }, { label: page_token, messageMayDiffer: 'tokens are opaque' }),
    ),
    search({ experiment_ids: ['88888888'] }, { label: 'another experiment' }),
    get(
      v3('datasets/search'),
      { experiment_ids: '{{exp}}', order_by: 'name' },
      { pick: ['datasets.*.name'] },
    ),
  ),
  scenario(
    'fields of create',
    experiment(),
    probeFields(
      'POST',
      v3('datasets/create'),
      (variant) => ({ name: `{{uid}}-${variant}`, experiment_ids: ['{{exp}}'] }),
      ['name', 'experiment_ids', 'tags'],
    ),
  ),
  scenario(
    'fields of records',
    experiment(),
    create('one'),
    probeFields('POST', `${path}/records`, () => ({ records: '[]' }), ['records']),
  ),
  scenario(
    'fields of tags',
    experiment(),
    create('one'),
    probeFields('PATCH', `${path}/tags`, () => ({ tags: '{}' }), ['tags']),
  ),
  scenario(
    'fields of search',
    three,
    probeFields(
      'POST',
      v3('datasets/search'),
      () => ({ experiment_ids: ['{{exp}}'] }),
      ['filter_string', 'max_results', 'order_by', 'page_token'],
      { pick: ['datasets.*.name'] },
    ),
  ),
];

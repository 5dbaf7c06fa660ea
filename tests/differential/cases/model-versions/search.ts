import { scenario, viaAjax, type Query, type StepOptions } from '../../harness/scenario.ts';
import { experiment, keyValues, loggedModel, model, run, version } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const pick = ['model_versions.*.name', 'model_versions.*.version', 'next_page_token'];
const mine = "name LIKE '{{uid}}%'";
const search = (query: Query, options: StepOptions = {}) =>
  get('model-versions/search', query, { pick, ...options });
const setup = [
  experiment(),
  run(),
  loggedModel('first'),
  model('alpha'),
  model('beta'),
  version('alpha', { tags: keyValues({ team: 'red' }) }),
  {
    ...version('alpha', {
      source: 's3://bucket/models/n',
      tags: keyValues({ team: 'blue', 'a.b': 'dotted' }),
    }),
    pause: 5,
  },
  {
    ...version('beta', { source: 'runs:/{{run}}/m', run_id: '{{run}}', tags: keyValues({ team: 'RED' }) }),
    pause: 5,
  },
  { ...version('beta', { source: 'models:/{{first}}', model_id: '{{first}}' }), pause: 5 },
  { ...version('alpha'), pause: 5 },
  {
    ...post('model-versions/transition-stage', { name: '{{uid}}-alpha', version: '1', stage: 'Production' }),
    pause: 5,
  },
];
const good = [
  "name = '{{uid}}-alpha'",
  "name != '{{uid}}-alpha'",
  "name LIKE '%alpha'",
  "name ILIKE '%ALPHA'",
  'version_number = 1',
  'version_number > 1',
  'version_number <= 2',
  'version_number != 1',
  "run_id = '{{run}}'",
  "run_id != '{{run}}'",
  "run_id IN ('{{run}}', 'x')",
  "source_path = 's3://bucket/models/n'",
  "source_path LIKE 's3:%'",
  "source_path ILIKE 'S3:%'",
  "tags.team = 'red'",
  "tags.team != 'red'",
  "tags.team ILIKE 'red'",
  "tags.team LIKE 'r%'",
  "tags.`a.b` = 'dotted'",
  "tags.team = 'blue' AND tags.`a.b` = 'dotted'",
  "tags.never = 'x'",
  'version_number = 1 AND name = "{{uid}}-alpha"',
  "name IN ('{{uid}}-alpha')",
  "name IN ('{{uid}}-alpha', '{{uid}}-beta')",
  "source_path IN ('s3://bucket/models/n')",
  "model_id = '{{first}}'",
  'tags.team IS NULL',
  'tags.team IS NOT NULL',
  "attribute.name = '{{uid}}-alpha'",
  "version = '1'",
  'version = 1',
  "run_id = ''",
  "run_id LIKE '%'",
];
const bad = [
  "name > 'a'",
  'name = 1',
  "version_number = '1'",
  'version_number LIKE 1',
  'version_number IN (1)',
  'version_number = x',
  "nosuch = 'x'",
  "stage = 'None'",
  "current_stage = 'None'",
  "params.x = 'y'",
  'metrics.x > 1',
  "tags.team > 'a'",
  'tags.team = 1',
  "tags.team IN ('red')",
  "name = 'a' OR name = 'b'",
  "(name = 'a')",
  "name = 'a",
  'name',
  'name =',
  "name = 'a' name = 'b'",
  "name = 'a'; name = 'b'",
  "source = 'x'",
  'run_id IN ()',
  'run_id IN (1)',
  'run_id = 5',
  'creation_timestamp > 0',
  "name = 'a' AND name = 'b'",
  "user_id = 'x'",
  "tags = 'x'",
  'run_id IS NULL',
  'version_number = 1.5',
  'version_number = -1',
];
const orders = [
  ['name'],
  ['name DESC'],
  ['version_number'],
  ['version_number DESC'],
  ['name', 'version_number'],
  ['name DESC', 'version_number DESC'],
  ['creation_timestamp'],
  ['creation_timestamp DESC'],
  ['last_updated_timestamp'],
  ['last_updated_timestamp DESC'],
  ['timestamp'],
  ['run_id', 'creation_timestamp'],
  ['source_path', 'name', 'version_number'],
  [''],
  ['nosuch'],
  ['name UP'],
  ['name ASC DESC'],
  ['name', 'name'],
  ['tags.team'],
  ['stage'],
  ['current_stage'],
  ['version'],
  ['`name`'],
  ['attributes.name'],
  ['user_id'],
  ['description'],
];

const paging = scenario(
  'pages to the end',
  setup,
  search(
    { filter: mine, max_results: '2', order_by: ['name', 'version_number'] },
    { save: { token1: 'next_page_token' } },
  ),
  search(
    { filter: mine, max_results: '2', order_by: ['name', 'version_number'], page_token: '{{token1}}' },
    { label: 'second', save: { token2: 'next_page_token' } },
  ),
  search(
    { filter: mine, max_results: '2', order_by: ['name', 'version_number'], page_token: '{{token2}}' },
    { label: 'last' },
  ),
  search({ filter: mine, max_results: '5' }, { label: 'exactly all' }),
);

export default [
  scenario(
    'filters',
    setup,
    good.map((filter) => search({ filter: `${mine} AND ${filter}` }, { label: filter })),
  ),
  scenario(
    'bad filters',
    setup,
    bad.map((filter) => search({ filter: `${mine} AND ${filter}` }, { label: filter })),
  ),
  scenario(
    'orders',
    setup,
    orders.map((order_by) => search({ filter: mine, order_by }, { label: JSON.stringify(order_by) })),
  ),
  paging,
  viaAjax(paging),
  scenario(
    'the whole answer',
    setup,
    search({ filter: "name = '{{uid}}-beta'" }, { pick: ['model_versions.*'] }),
  ),
  scenario(
    'sizes and tokens',
    setup,
    ['1', '0', '-1', '10000', '200000', '200001', 'x', '1.5', ''].map((max_results) =>
      search({ filter: mine, max_results }, { label: `max_results ${max_results}` }),
    ),
    ['', 'x', 'MTA=', 'e30='].map((page_token) =>
      search(
        { filter: mine, page_token },
        { label: `token ${page_token}`, messageMayDiffer: 'tokens are opaque' },
      ),
    ),
  ),
];

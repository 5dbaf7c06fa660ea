import { probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax, type Query, type StepOptions } from '../../harness/scenario.ts';
import { keyValues, model, version } from '../../harness/setup.ts';
import { get, patch, post } from '../../harness/steps.ts';

const pick = ['registered_models.*.name', 'next_page_token'];
const mine = "name LIKE '{{uid}}%'";
const search = (query: Query, options: StepOptions = {}) =>
  get('registered-models/search', query, { pick, ...options });
const four = [
  model('alpha', { tags: keyValues({ team: 'red', 'a.b': 'dotted' }) }),
  { ...model('beta', { tags: keyValues({ team: 'blue' }) }), pause: 5 },
  { ...model('Alpha', { tags: keyValues({ team: 'RED', note: "it's" }) }), pause: 5 },
  { ...model('gamma'), pause: 5 },
  { ...model('prompt', { tags: keyValues({ 'mlflow.prompt.is_prompt': 'true' }) }), pause: 5 },
  { ...patch('registered-models/update', { name: '{{uid}}-alpha', description: 'newest' }), pause: 5 },
];
const good = [
  "name = '{{uid}}-alpha'",
  "name != '{{uid}}-alpha'",
  "name LIKE '%alpha'",
  "name ILIKE '%alpha'",
  "name ilike '%ALPHA'",
  "name LIKE '%-a%'",
  '`name` = "{{uid}}-alpha"',
  "tags.team = 'red'",
  "tag.team = 'red'",
  "tags.team != 'red'",
  "tags.team LIKE 'r%'",
  "tags.team ILIKE 'r%'",
  "tags.`a.b` = 'dotted'",
  "tags.a.b = 'dotted'",
  "tags.note = 'it''s'",
  "tags.never = 'x'",
  "tags.team = 'red' AND tags.`a.b` = 'dotted'",
  "tags.`mlflow.prompt.is_prompt` = 'true'",
  "tags.`mlflow.prompt.is_prompt` != 'true'",
  'tags.team IS NULL',
  'tags.team IS NOT NULL',
  "attribute.name = '{{uid}}-alpha'",
  "name LIKE '{{uid}}-a_pha'",
];
const bad = [
  "name > 'a'",
  'name = 1',
  'name = a',
  "name IN ('{{uid}}-alpha')",
  'name IS NULL',
  "nosuch = 'x'",
  "description = 'x'",
  "version = '1'",
  "run_id = 'x'",
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
  "name = 'a' AND",
  "name = 'a'; name = 'b'",
  "Name = 'x'",
  'x',
  'creation_timestamp > 0',
  "tags = 'x'",
  "name == 'x'",
  'last_updated_timestamp > 0',
];
const orders = [
  ['name'],
  ['name ASC'],
  ['name DESC'],
  ['name desc'],
  ['timestamp'],
  ['timestamp DESC'],
  ['last_updated_timestamp'],
  ['last_updated_timestamp DESC'],
  ['last_updated_timestamp ASC', 'name'],
  ['creation_timestamp'],
  [''],
  ['nosuch'],
  ['name UP'],
  ['name ASC DESC'],
  ['name', 'name'],
  ['name, timestamp'],
  ['tags.team'],
  ['description'],
  ['`name`'],
  ['attributes.name'],
  ['name;'],
];

const paging = scenario(
  'pages to the end',
  four,
  search({ filter: mine, max_results: '2' }, { save: { token1: 'next_page_token' } }),
  search({ filter: mine, max_results: '2', page_token: '{{token1}}' }, { label: 'last' }),
  search({ filter: mine, max_results: '4' }, { label: 'exactly all' }),
  search(
    { filter: `${mine} AND tags.team = 'red'`, max_results: '2', page_token: '{{token1}}' },
    { label: 'token of another query', messageMayDiffer: 'tokens are opaque' },
  ),
);

export default [
  scenario(
    'filters',
    four,
    good.map((filter) => search({ filter: `${mine} AND ${filter}` }, { label: filter })),
  ),
  scenario(
    'bad filters',
    four,
    bad.map((filter) => search({ filter }, { label: filter })),
  ),
  scenario(
    'orders',
    four,
    orders.map((order_by) => search({ filter: mine, order_by }, { label: JSON.stringify(order_by) })),
  ),
  paging,
  viaAjax(paging),
  scenario(
    'the whole answer',
    four,
    version('alpha'),
    version('alpha'),
    search({ filter: "name = '{{uid}}-alpha'" }, { pick: ['registered_models.*'] }),
    post('registered-models/search', {}, { label: 'by POST' }),
  ),
  scenario(
    'sizes and tokens',
    four,
    ['1', '0', '-1', '1000', '1001', 'x', '1.5', ''].map((max_results) =>
      search({ filter: mine, max_results }, { label: `max_results ${max_results}` }),
    ),
    ['', 'x', 'MTA=', 'e30='].map((page_token) =>
      search(
        { filter: mine, page_token },
        { label: `token ${page_token}`, messageMayDiffer: 'tokens are opaque' },
      ),
    ),
  ),
  scenario(
    'fields of search',
    four,
    probeQuery('registered-models/search', { filter: "name = '{{uid}}-beta'" }, [
      'max_results',
      'order_by',
    ]).filter(({ label }) => label !== 'no query' && label !== 'filter left out'),
  ),
];

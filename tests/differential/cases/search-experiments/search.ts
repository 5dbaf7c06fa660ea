import { probeFields } from '../../harness/probes.ts';
import { scenario, viaAjax, type JsonObject, type StepOptions } from '../../harness/scenario.ts';
import { experiment, keyValues } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const pick = ['experiments.*.name', 'next_page_token'];
const mine = "name LIKE '{{uid}}%'";
const search = (fields: JsonObject, options: StepOptions = {}) =>
  post('experiments/search', { max_results: 100, ...fields }, { pick, ...options });
const filtered = (filters: readonly string[]) =>
  filters.map((filter) => search({ filter: `${mine} AND ${filter}` }, { label: filter }));
const alone = (filters: readonly string[]) => filters.map((filter) => search({ filter }, { label: filter }));

const five = [
  experiment('alpha', { tags: keyValues({ team: 'red', 'a.b': 'dotted', 'with space': 'yes' }) }),
  { ...experiment('beta', { tags: keyValues({ team: 'blue' }) }), pause: 5 },
  { ...experiment('gamma', { tags: keyValues({ team: 'RED', note: "it's" }) }), pause: 5 },
  { ...experiment('Alpha'), pause: 5 },
  { ...experiment('gone', { tags: keyValues({ team: 'red' }) }), pause: 5 },
  post('experiments/delete', { experiment_id: '{{gone}}' }, { pause: 5 }),
];
const names = [
  "name = '{{uid}}-alpha'",
  "attribute.name = '{{uid}}-alpha'",
  "attributes.name = '{{uid}}-alpha'",
  "attr.name = '{{uid}}-alpha'",
  "name != '{{uid}}-alpha'",
  "name LIKE '%alpha'",
  "name ILIKE '%ALPHA'",
  "name LIKE '%ALPHA'",
  "name like '%a'",
  "`name` LIKE '%a'",
  'creation_time > 0',
  'creation_time < 5',
  'last_update_time > 0',
  'last_update_time != 0',
  'creation_time >= 1600000000000',
  'attribute.creation_time > 0',
  "tags.team = 'red'",
  "tag.team = 'red'",
  "tags.team != 'red'",
  "tags.team LIKE 'r%'",
  "tags.team ILIKE 'r%'",
  "tags.`a.b` = 'dotted'",
  "tags.a.b = 'dotted'",
  "tags.`with space` = 'yes'",
  'tags."with space" = \'yes\'',
  "tags.note = 'it''s'",
  'tags.note = "it\'s"',
  "tags.never = 'x'",
  "tags.team = 'red' AND tags.`a.b` = 'dotted'",
  'tags.team IS NULL',
  'tags.team IS NOT NULL',
];
const bad = [
  "name > 'a'",
  'name = 5',
  'name = alpha',
  "name IN ('a')",
  'name IS NULL',
  "creation_time > '5'",
  "creation_time LIKE '5'",
  'creation_time = abc',
  "lifecycle_stage = 'active'",
  "experiment_id = '0'",
  "artifact_location = 'x'",
  "params.x = 'y'",
  'metrics.x > 1',
  "nosuch = 'x'",
  "nosuch.x = 'y'",
  "tags.team > 'a'",
  'tags.team = 1',
  "tags.team IN ('red')",
  "name = 'a' OR name = 'b'",
  "(name = 'a')",
  "name = 'a",
  'name',
  'name =',
  "'a' = name",
  "name = 'a' name = 'b'",
  "name = 'a' AND",
  "name = 'a'; name = 'b'",
  "NOT name = 'a'",
  "Name = 'x'",
  "tags. = 'x'",
  'x',
  "name RLIKE 'x'",
  "name == 'x'",
  "tag.team.x = 'y'",
];
const orders = [
  [],
  ['name'],
  ['name ASC'],
  ['name DESC'],
  ['name desc'],
  ['creation_time'],
  ['creation_time DESC'],
  ['last_update_time'],
  ['last_update_time ASC'],
  ['experiment_id'],
  ['experiment_id DESC'],
  ['attribute.name'],
  ['attributes.name DESC'],
  ['`name` DESC'],
  ['name', 'creation_time'],
  ['creation_time ASC', 'name'],
];
const badOrders = [
  [''],
  ['nosuch'],
  ['tags.team'],
  ['name UP'],
  ['name ASC DESC'],
  ['lifecycle_stage'],
  ['name, creation_time'],
  ['metrics.x'],
  ['DESC'],
  ['name;'],
  ['name', 'name'],
  ["'name'"],
  ['artifact_location'],
];

const views = scenario(
  'views of deleted experiments',
  five,
  [undefined, 'ACTIVE_ONLY', 'DELETED_ONLY', 'ALL', 1, 2, 3, 0, 4, 'active_only', '', null].map((view) =>
    search(
      { filter: mine, ...(view === undefined ? {} : { view_type: view }) },
      { label: JSON.stringify(view) ?? 'none' },
    ),
  ),
  search({ filter: mine }, { label: 'whole', pick: ['experiments.*'] }),
);

export default [
  scenario('filters', five, filtered(names)),
  scenario('bad filters', five, alone(bad)),
  scenario(
    'orders',
    five,
    orders.map((order_by) => search({ filter: mine, order_by }, { label: JSON.stringify(order_by) })),
    badOrders.map((order_by) => search({ filter: mine, order_by }, { label: JSON.stringify(order_by) })),
  ),
  views,
  viaAjax(views),
  scenario(
    'by GET',
    five,
    get('experiments/search', { filter: mine, max_results: '10' }, { pick }),
    get(
      'experiments/search',
      { filter: mine, max_results: '10', order_by: ['name DESC', 'creation_time'] },
      { pick, label: 'ordered' },
    ),
    get(
      'experiments/search',
      { filter: mine, max_results: '10', view_type: 'DELETED_ONLY' },
      { pick, label: 'deleted' },
    ),
    get('experiments/search', { filter: mine, max_results: '10', view_type: '3' }, { pick, label: 'view 3' }),
    get('experiments/search', { filter: mine }, { pick, label: 'no size' }),
    get('experiments/search', {}, { pick, label: 'nothing' }),
    ['0', '-1', 'x', '50000', '50001', '1.5', ''].map((max_results) =>
      get('experiments/search', { filter: mine, max_results }, { pick, label: `max_results ${max_results}` }),
    ),
  ),
  scenario(
    'pages to the end',
    five,
    search({ filter: mine, max_results: 2, order_by: ['name'] }, { save: { token1: 'next_page_token' } }),
    search({ filter: mine, max_results: 2, order_by: ['name'], page_token: '{{token1}}' }, { label: 'last' }),
    search({ filter: mine, max_results: 4, order_by: ['name'] }, { label: 'exactly all' }),
    [0, -1, 50_000, 50_001, '3', 1.5, null].map((max_results) =>
      search({ filter: mine, max_results }, { label: `max_results ${JSON.stringify(max_results)}` }),
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
    probeFields(
      'POST',
      'experiments/search',
      () => ({ max_results: 5, filter: mine }),
      ['max_results', 'order_by', 'view_type', 'page_token'],
      { pick },
    ),
  ),
];

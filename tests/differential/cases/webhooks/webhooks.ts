import { probeFields } from '../../harness/probes.ts';
import { scenario, viaAjax, type Json, type JsonObject, type StepOptions } from '../../harness/scenario.ts';
import { del, get, patch, post } from '../../harness/steps.ts';

// An address of numbers needs no name service.
const url = 'https://93.184.216.34/hook';
const event = (entity: string, action: string) => ({ entity, action });
const created = event('REGISTERED_MODEL', 'CREATED');
const create = (fields: JsonObject = {}, options: StepOptions = {}) =>
  post('webhooks', { name: '{{uid}}-hook', url, events: [created], ...fields }, options);
const path = 'webhooks/{{hook}}';
const update = (fields: JsonObject, label: string) => patch(path, fields, { label });
const one = create({}, { save: { hook: 'webhook.webhook_id' } });

const lifecycle = scenario(
  'create, get, update, delete',
  create(
    { description: 'first', secret: 'shh', status: 'DISABLED' },
    { save: { hook: 'webhook.webhook_id' } },
  ),
  get(path),
  update({ description: 'second' }, 'description'),
  update({ name: '{{uid}}-other' }, 'name'),
  update({ status: 'ACTIVE' }, 'status'),
  update({ events: [event('MODEL_VERSION', 'CREATED'), event('MODEL_VERSION_TAG', 'SET')] }, 'events'),
  update({ url: 'https://93.184.216.34/other' }, 'url'),
  update({ url: 'http://93.184.216.34/other' }, 'http'),
  update({ events: [] }, 'no events'),
  update({ description: '' }, 'empty description'),
  update({ name: '' }, 'empty name'),
  update({ secret: '' }, 'empty secret'),
  update({}, 'nothing'),
  get(path),
  create({}, { label: 'the same name' }),
  del(path),
  get(path, {}, { label: 'deleted' }),
  del(path, undefined, { label: 'again' }),
  update({ description: 'x' }, 'deleted'),
  post(`${path}/test`, {}, { label: 'deleted' }),
  get('webhooks/nosuch'),
  get('webhooks', { max_results: '1' }, { pick: [] }),
);
const urls = [
  'http://93.184.216.34/x',
  'ftp://93.184.216.34',
  'https://127.0.0.1/x',
  'https://localhost/x',
  'https://10.0.0.1/x',
  'https://192.168.1.1',
  'https://172.16.0.1',
  'https://169.254.169.254/latest',
  'https://[::1]/x',
  'https://0.0.0.0',
  'https://224.0.0.1',
  'https://100.64.0.1',
  'https://[fe80::1]',
  'https://[::ffff:127.0.0.1]',
  'https://[2606:2800:220:1::1]/x',
  '',
  'x',
  'https://',
  'https:///x',
  '//93.184.216.34',
  'https://user:pass@93.184.216.34/x',
  'https://93.184.216.34:99999',
  'https://93.184.216.34:8443/x?y=1#z',
  'https://2130706433/x',
  'HTTPS://93.184.216.34',
  ' https://93.184.216.34',
  'https://93.184.216.34/' + 'x'.repeat(2000),
  'https://93.184.216.34/a b',
];
const entities = [
  'REGISTERED_MODEL',
  'MODEL_VERSION',
  'MODEL_VERSION_TAG',
  'MODEL_VERSION_ALIAS',
  'PROMPT',
  'PROMPT_VERSION',
  'PROMPT_TAG',
  'PROMPT_VERSION_TAG',
  'PROMPT_ALIAS',
  'BUDGET_POLICY',
];
const actions = ['CREATED', 'UPDATED', 'DELETED', 'SET', 'EXCEEDED'];
const oddEvents: Json[] = [
  [],
  [{}],
  [event('nosuch', 'CREATED')],
  [{ entity: 'REGISTERED_MODEL' }],
  [{ action: 'CREATED' }],
  ['registered_model.created'],
  [created, created],
  [event('registered_model', 'created')],
  [{ entity: 1, action: 1 }],
  'x',
  null,
  [event('ENTITY_UNSPECIFIED', 'ACTION_UNSPECIFIED')],
];
const names = [
  'a',
  'A-b_c.d',
  'with space',
  'x/y',
  '',
  ' ',
  '-a',
  'a-',
  '.a',
  'é',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(255),
  'x'.repeat(256),
  'a\nb',
  '1',
  'a:b',
];

export default [
  lifecycle,
  viaAjax(lifecycle),
  scenario(
    'addresses',
    urls.map((text) => create({ url: text }, { label: text.slice(0, 50) })),
  ),
  scenario(
    'events',
    entities.flatMap((entity) =>
      actions.map((action) => create({ events: [event(entity, action)] }, { label: `${entity} ${action}` })),
    ),
    oddEvents.map((events) => create({ events }, { label: JSON.stringify(events) })),
  ),
  scenario(
    'statuses',
    ['ACTIVE', 'DISABLED', 'active', '', 'nosuch', 1, 2, 0].map((status) =>
      create({ status }, { label: JSON.stringify(status) }),
    ),
  ),
  scenario(
    'names',
    names.map((name) => create({ name }, { label: `${JSON.stringify(name).slice(0, 20)} ${name.length}` })),
  ),
  scenario(
    'fields of create',
    probeFields('POST', 'webhooks', () => ({ name: 'n', url, events: [created] }), [
      'name',
      'url',
      'events',
      'description',
      'secret',
      'status',
    ]),
  ),
  scenario(
    'fields of update',
    one,
    probeFields('PATCH', '/api/2.0/mlflow/webhooks/{{hook}}', () => ({ name: 'n' }), [
      'name',
      'url',
      'events',
      'description',
      'secret',
      'status',
    ]),
  ),
  scenario(
    'list',
    ['0', '-1', '1', '100', '1000', '1001', 'x'].map((max_results) =>
      get('webhooks', { max_results }, { label: max_results, pick: [] }),
    ),
    ['x', 'MTA='].map((page_token) =>
      get('webhooks', { page_token }, { label: page_token, pick: [], messageMayDiffer: 'tokens are opaque' }),
    ),
  ),
];

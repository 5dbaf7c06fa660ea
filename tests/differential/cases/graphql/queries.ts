import {
  scenario,
  type Json,
  type JsonObject,
  type Step,
  type StepOptions,
  type Steps,
} from '../../harness/scenario.ts';
import { experiment, loggedModel, model, run, times, version } from '../../harness/setup.ts';
import { get, post, request } from '../../harness/steps.ts';

const ask = (query: string, variables: Json = {}, options: StepOptions = {}): Step =>
  post('/graphql', { query, variables }, { label: query.replace(/\s+/g, ' ').slice(0, 80), ...options });

/** A field of Query (or Mutation) with an input, and all that is asked of its answer. */
const field = (
  name: string,
  selection: string,
  kind = 'query',
): ((input: JsonObject, options?: StepOptions) => Step) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return (input, options = {}) =>
    ask(
      `${kind}($input: ${type}) { ${name}(input: $input) { ${selection} apiError { code message } } }`,
      { input },
      {
        label: `${kind} ${name} ${JSON.stringify(input)}`,
        ...options,
      },
    );
};

const INFO =
  'info { runId runUuid runName experimentId userId status startTime endTime artifactUri lifecycleStage }';
const DATA =
  'data { metrics { key value timestamp step datasetName datasetDigest modelId runId } params { key value } tags { key value } }';
const INPUTS =
  'inputs { datasetInputs { tags { key value } dataset { name digest sourceType source schema profile } } modelInputs { modelId } }';
const VERSION =
  'name version creationTimestamp lastUpdatedTimestamp userId currentStage description source runId status statusMessage tags { key value } runLink aliases modelId modelParams { name value } modelMetrics { key value }';
const RUN = `${INFO} ${DATA} ${INPUTS} outputs { modelOutputs { modelId step } } experiment { experimentId name lifecycleStage } modelVersions { ${VERSION} }`;

const getRun = field('mlflowGetRun', `run { ${RUN} }`);
const getExperiment = field(
  'mlflowGetExperiment',
  'experiment { experimentId name artifactLocation lifecycleStage lastUpdateTime creationTime tags { key value } effectiveTraceArchivalRetention workspace }',
);
const searchRuns = field(
  'mlflowSearchRuns',
  'runs { info { runName status } experiment { name } } nextPageToken',
);
const searchRunsAsMutation = field('mlflowSearchRuns', 'runs { info { runName } } nextPageToken', 'mutation');
const searchDatasets = field(
  'mlflowSearchDatasets',
  'datasetSummaries { experimentId name digest context }',
  'mutation',
);
const searchVersions = field('mlflowSearchModelVersions', `modelVersions { ${VERSION} } nextPageToken`);
const history = field('mlflowGetMetricHistoryBulkInterval', 'metrics { key value timestamp step runId }');
const listArtifacts = field('mlflowListArtifacts', 'rootUri files { path isDir fileSize } nextPageToken');

const filledRun: Steps = [
  experiment('exp', { tags: [{ key: 'team', value: 'red' }] }),
  run('run', { user_id: 'ada' }),
  loggedModel(),
  post('runs/log-batch', {
    run_id: '{{run}}',
    metrics: [
      ...times(5, (step) => ({ key: 'loss', value: step / 4, timestamp: 1_600_000_000_000 + step, step })),
      { key: 'nan', value: 'NaN', timestamp: 1_600_000_000_000, step: 0 },
      { key: 'large', value: 1, timestamp: 1_600_000_000_000, step: '9007199254740993' },
    ],
    params: [{ key: 'depth', value: '3' }],
    tags: [{ key: 'season', value: 'spring' }],
  }),
  post('runs/log-inputs', {
    run_id: '{{run}}',
    datasets: [
      {
        dataset: { name: 'd', digest: '1', source_type: 'code', source: '{}' },
        tags: [{ key: 'mlflow.data.context', value: 'training' }],
      },
    ],
  }),
  post('runs/outputs', { run_id: '{{run}}', models: [{ model_id: '{{model}}', step: 2 }] }),
  model(),
  version('model', { run_id: '{{run}}', description: 'first', tags: [{ key: 'a', value: 'b' }] }),
  version('model', { run_id: '{{run}}' }),
];

export default [
  scenario(
    'a run and its experiment',
    filledRun,
    getRun({ runId: '{{run}}' }),
    getRun({ runUuid: '{{run}}' }),
    getRun({ runId: 'nosuch' }),
    getRun({ runId: '' }),
    getRun({}),
    getExperiment({ experimentId: '{{exp}}' }),
    getExperiment({ experimentId: '99999999' }),
    getExperiment({ experimentId: 'x' }, {}),
    post('experiments/delete', { experiment_id: '{{exp}}' }),
    getExperiment({ experimentId: '{{exp}}' }, { label: 'a deleted experiment' }),
  ),
  scenario(
    'searches',
    filledRun,
    times(4, (index) => run(`run${index}`, { start_time: 1_600_000_000_001 + index })),
    searchRuns({ experimentIds: ['{{exp}}'] }),
    searchRuns({ experimentIds: ['{{exp}}'], maxResults: 2, orderBy: ['attributes.start_time ASC'] }),
    searchRuns({ experimentIds: ['{{exp}}'], filter: "attributes.run_name = 'run2'" }),
    searchRuns({ experimentIds: ['{{exp}}'], filter: 'nonsense' }),
    searchRuns({ experimentIds: ['{{exp}}'], maxResults: 0 }),
    searchRuns({ experimentIds: [] }),
    searchRuns({ experimentIds: ['99999999'] }),
    searchRuns(
      { experimentIds: ['{{exp}}'], runViewType: 'ALL' },
      { mayAccept: 'MLflow cannot read its own enum here' },
    ),
    searchRunsAsMutation({ experimentIds: ['{{exp}}'] }),
    searchDatasets({ experimentIds: ['{{exp}}'] }),
    searchDatasets({ experimentIds: [] }),
    searchVersions({ filter: "name = '{{uid}}-model'" }),
    searchVersions({ filter: "name = '{{uid}}-model'", maxResults: 1 }),
    searchVersions({ filter: "name = '{{uid}}-model'", maxResults: '1' }),
    searchVersions({ filter: 'nonsense' }),
    searchVersions({ filter: "run_id = '{{run}}'" }),
  ),
  scenario(
    'histories and artifacts',
    filledRun,
    history({ runIds: ['{{run}}'], metricKey: 'loss' }),
    history({ runIds: ['{{run}}'], metricKey: 'large' }),
    history({ runIds: ['{{run}}'], metricKey: 'nosuch' }),
    history({ runIds: [], metricKey: 'loss' }),
    history({ runIds: ['nosuch'], metricKey: 'loss' }),
    history(
      { runIds: ['{{run}}'], metricKey: 'loss', maxResults: 2 },
      { mayAccept: 'MLflow passes over maxResults and the steps in GraphQL' },
    ),
    history(
      { runIds: ['{{run}}'], metricKey: 'loss', startStep: 1, endStep: 2 },
      { mayAccept: 'MLflow passes over maxResults and the steps in GraphQL' },
    ),
    listArtifacts({ runId: '{{run}}' }),
    request('PUT', '/api/2.0/mlflow-artifacts/artifacts/{{exp}}/{{run}}/artifacts/folder/file.txt', {
      raw: 'text',
    }),
    request('PUT', '/api/2.0/mlflow-artifacts/artifacts/{{exp}}/{{run}}/artifacts/top.txt', { raw: 'x' }),
    listArtifacts({ runId: '{{run}}' }, { label: 'with files' }),
    listArtifacts({ runId: '{{run}}', path: 'folder' }),
    listArtifacts({ runId: '{{run}}', path: 'nosuch' }),
    listArtifacts({ runId: '{{run}}', path: '../x' }),
    listArtifacts({ runId: 'nosuch' }),
  ),
  scenario(
    'the language',
    ask('{ test(inputString: "x") { output } }'),
    ask('mutation { testMutation(inputString: "x") { output } }'),
    ask('query Q($text: String) { test(inputString: $text) { output } }', { text: 'from a variable' }),
    ask('{ a: test(inputString: "1") { output } b: test(inputString: "2") { o: output __typename } }'),
    ask('{ ...F } fragment F on Query { test(inputString: "x") { ... on Test { output } } }'),
    ask(
      '{ test(inputString: "x") { output @skip(if: true) __typename } }',
      {},
      {
        mayAccept: 'the directives that every GraphQL server has are missing in MLflow',
      },
    ),
    ask('query @component(name: "x") { test(inputString: "x") { output } }'),
    ask('{ __schema { queryType { name } mutationType { name } } }'),
    ask('{ __type(name: "LongString") { kind name description } }'),
    ask(
      '{ __type(name: "MlflowRunExtension") { fields { name type { kind name ofType { name } } } } }',
      {},
      {
        anyOrder: ['data.__type.fields'],
      },
    ),
    ask('{ nosuch }'),
    ask('{ test(inputString: "x") { nosuch } }'),
    ask('{ test(inputString: 5) { output } }'),
    ask('{ test(nosuch: "x") { output } }'),
    ask('{ test(inputString: "x") }'),
    ask('{ mlflowGetRun(input: { nosuch: 1 }) { apiError { code } } }'),
    ask('query($x: Int) { test(inputString: "x") { output } }', { x: 1 }),
    ask('query($x: String!) { test(inputString: $x) { output } }'),
    ask('query($x: String) { test(inputString: $x) { output } }', { x: 5 }),
    ask('subscription { test(inputString: "x") { output } }'),
    ask('query A { test(inputString: "a") { output } } query B { test(inputString: "b") { output } }'),
    post('/graphql', {
      query: 'query A { test(inputString: "a") { output } } query B { test(inputString: "b") { output } }',
      operationName: 'B',
    }),
    post(
      '/graphql',
      { query: 'query A { test(inputString: "a") { output } }', operationName: 'C' },
      { label: 'unknown operation' },
    ),
    ask('{ ...F } fragment F on Query { ...F }'),
    ask('{ ...Nosuch }'),
  ),
  scenario(
    'limits',
    ask(
      `{ ${times(10, (index) => `a${index}: test(inputString: "x") { output }`).join(' ')} }`,
      {},
      { label: '10 root fields' },
    ),
    ask(
      `{ ${times(11, (index) => `a${index}: test(inputString: "x") { output }`).join(' ')} }`,
      {},
      { label: '11 root fields' },
    ),
    ask(
      `{ test(inputString: "x") { ${times(10, (index) => `a${index}: output`).join(' ')} } }`,
      {},
      { label: '10 aliases' },
    ),
    ask(
      `{ test(inputString: "x") { ${times(11, (index) => `a${index}: output`).join(' ')} } }`,
      {},
      { label: '11 aliases' },
    ),
    ask(
      `{ test(inputString: "x") { ${times(999, () => 'output').join(' ')} } }`,
      {},
      { label: '1000 selections' },
    ),
    ask(
      `{ test(inputString: "x") { ${times(1000, () => 'output').join(' ')} } }`,
      {},
      { label: '1001 selections' },
    ),
    ask(`${'{ a '.repeat(10)}${'}'.repeat(10)}`, {}, { label: 'depth 10' }),
    ask(`${'{ a '.repeat(11)}${'}'.repeat(11)}`, {}, { label: 'depth 11' }),
  ),
  scenario(
    'what is no query',
    post('/graphql', {}),
    post('/graphql', { query: '' }),
    post('/graphql', { query: 5 }),
    post('/graphql', { query: '{ nosuch' }),
    post('/graphql', undefined, {
      raw: '{',
      label: 'broken JSON',
      headers: { 'content-type': 'application/json' },
    }),
    post('/graphql', undefined, { raw: '{}', label: 'text', headers: { 'content-type': 'text/plain' } }),
    get('/graphql', { query: '{ test(inputString: "x") { output } }' }),
    request('GET', '/graphql', {
      raw: '{"query":"{ test(inputString: \\"x\\") { output } }"}',
      label: 'a body',
      headers: { 'content-type': 'application/json' },
    }),
    request('PUT', '/graphql', { raw: '{}' }),
    get('/api/2.0/graphql', {}, { label: 'elsewhere' }),
  ),
];

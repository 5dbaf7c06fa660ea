import type { Seed } from './seed.ts';

/** A view of the interface: where it is, and what that was logged must be seen there. */
export type View = readonly [name: string, path: (seed: Seed) => string, shows: readonly string[]];

const list = (values: readonly string[]): string => encodeURIComponent(JSON.stringify(values));
const experiment = (rest: string) => (seed: Seed) => `experiments/${seed.experiment}/${rest}`;
const run = (rest: string) => (seed: Seed) => `experiments/${seed.experiment}/runs/${seed.runs[0]}${rest}`;
const model = (rest: string) => (seed: Seed) => `experiments/${seed.experiment}/models/${seed.model}${rest}`;

export const VIEWS: readonly View[] = [
  ['home', () => '', ['Recent Experiments', 'Tide heights']],
  ['experiments', () => 'experiments', ['Tide heights', 'Default', 'Heights of *tides*']],
  ['an experiment', experiment(''), ['Usage', 'Latency', 'Token Usage']],
  ['runs', experiment('runs'), ['tide-1', 'tide-3', 'tide-table (6abffef0)', 'seed.py', '4 matching runs']],
  ['charts of runs', experiment('runs?compareRunsMode=CHART'), ['accuracy', '0.30', 'tide-3 (loss)', 'Step']],
  ['artifacts of runs', experiment('runs?compareRunsMode=ARTIFACT'), ['answers.json', 'how high?']],
  ['logged models', experiment('models'), ['tide-logged-model', 'Ready', 'tide-with-model', 'tide-model']],
  ['traces', experiment('traces'), ['How high is the tide?', 'four metres', 'session-1', 'harbour: Whitby']],
  ['a session', experiment('chat-sessions/session-1'), ['Turn 1', 'is_right: True', 'four metres']],
  ['evaluation datasets', experiment('datasets'), ['tide-questions']],
  ['evaluation runs', experiment('evaluation-runs'), ['tide-1', 'tide-table', '0.3']],
  ['judges', experiment('judges'), ['Judges', 'Learn more']],
  ['prompts of an experiment', experiment('prompts'), ['tide-prompt', 'Version 2']],
  [
    'a run',
    run(''),
    ['High water', 'learning_rate', '0.01', 'accuracy', 'Finished', 'tide-table (6abffef0)', 'season'],
  ],
  ['metrics of a run', run('/model-metrics'), ['accuracy', 'tide-1 (depth)', 'tide-1 (loss)']],
  ['system metrics of a run', run('/system-metrics'), ['cpu_utilization_percentage', 'tide-1 (system/']],
  ['traces of a run', run('/traces'), ['0 of 0']],
  ['artifacts of a run', run('/artifacts'), ['notes', 'tables', 'answers.json', 'curve.png', 'report.html']],
  ['a text artifact', run('/artifacts/notes/readme.txt'), ['The tide is out.']],
  ['a JSON artifact', run('/artifacts/notes/harbour.json'), ['Whitby', '4.5']],
  ['a CSV artifact', run('/artifacts/tables/heights.csv'), ['hour', 'height', '2.5']],
  ['a table artifact', run('/artifacts/answers.json'), ['question', 'four metres']],
  [
    'comparison of runs',
    ({ runs, experiment: id }) => `compare-runs?runs=${list(runs)}&experiments=${list([id])}`,
    ['Comparing 3 Runs from 1 Experiment', 'learning_rate', '0.048', 'tide-2'],
  ],
  ['a logged model', model(''), ['rmse', '0.25', 'depth_limit', 'tide-with-model', 'Ready']],
  ['artifacts of a logged model', model('/artifacts'), ['MLmodel', 'python_model.pkl']],
  ['traces of a logged model', model('/traces'), ['tide-logged-model']],
  ['registered models', () => 'models', ['tide-model', '@ champion', 'team: harbour']],
  ['a registered model', () => 'models/tide-model', ['Version 2', 'The first one.', '@ champion', 'harbour']],
  [
    'a model version',
    () => 'models/tide-model/versions/1',
    ['The first one.', 'checked', 'tide-with-model', 'Inputs (1)'],
  ],
  [
    'comparison of model versions',
    ({ runs, modelRun }) =>
      `compare-model-versions?name=${encodeURIComponent('"tide-model"')}&runs=${encodeURIComponent(JSON.stringify({ 1: modelRun, 2: runs[0] }))}`,
    ['Comparing 2 Versions', 'learning_rate'],
  ],
  ['prompts', () => 'prompts', ['tide-prompt', 'Version 2']],
  ['a prompt', () => 'prompts/tide-prompt', ['When is high water in {{harbour}}?', '@ live', 'Second words']],
  ['settings', () => 'settings', ['Theme preference']],
  ['webhooks', () => 'settings/webhooks', ['No webhooks configured', 'Create webhook']],
  [
    'a trace',
    ({ experiment: id, trace }) => `experiments/${id}/traces?selectedEvaluationId=${trace}`,
    ['ask_harbour', 'look_up', 'How high is the tide?', 'four metres'],
  ],
];

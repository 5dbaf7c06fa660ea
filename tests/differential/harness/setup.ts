import type { Json, JsonObject, Step, StepOptions } from './scenario.ts';
import { get, post } from './steps.ts';

/** A new experiment; its id is saved under `name`. */
export const experiment = (name = 'exp', fields: JsonObject = {}): Step =>
  post('experiments/create', { name: `{{uid}}-${name}`, ...fields }, { save: { [name]: 'experiment_id' } });

/** A new run in the experiment `exp`; its id is saved under `name`. Times are fixed, so that orders are. */
export const run = (name = 'run', fields: JsonObject = {}): Step =>
  post(
    'runs/create',
    { experiment_id: '{{exp}}', run_name: name, start_time: 1_600_000_000_000, ...fields },
    { save: { [name]: 'run.info.run_id' } },
  );

export const getRun = (name = 'run', options: StepOptions = {}): Step =>
  get('runs/get', { run_id: `{{${name}}}` }, options);

export const getExperiment = (name = 'exp', options: StepOptions = {}): Step =>
  get('experiments/get', { experiment_id: `{{${name}}}` }, options);

/** A registered model named `{{uid}}-<name>`. */
export const model = (name = 'model', fields: JsonObject = {}): Step =>
  post('registered-models/create', { name: `{{uid}}-${name}`, ...fields });

/** The next version of a model; sources outside any store are the simplest that MLflow takes. */
export const version = (name = 'model', fields: JsonObject = {}): Step =>
  post('model-versions/create', { name: `{{uid}}-${name}`, source: 's3://bucket/models/m', ...fields });

export const loggedModel = (name = 'model', fields: JsonObject = {}): Step =>
  post(
    'logged-models',
    { experiment_id: '{{exp}}', name, ...fields },
    { save: { [name]: 'model.info.model_id' }, label: name },
  );

export const keyValues = (entries: Readonly<Record<string, Json>>): Json =>
  Object.entries(entries).map(([key, value]) => ({ key, value }));

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

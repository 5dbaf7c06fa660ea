import { eventName, type Event } from '../webhooks/webhook-event.ts';
import type { EventData } from './message-body.ts';

const MODEL = { name: 'example_model' };
const PROMPT = { name: 'example_prompt' };
const VERSION = { version: '1' };
const TAGS = { tags: { example_key: 'example_value' } };
const KEY = { key: 'example_key' };
const TAG = { ...KEY, value: 'example_value' };
const RUN = { run_id: 'abcd1234abcd5678abcd1234abcd5678', experiment_id: '1', run_name: 'example_run' };
const NEW_RUN = { ...RUN, user_id: 'example_user', start_time: 1_704_067_200_000 };
const EXPERIMENT = { experiment_id: '1', name: 'example_experiment' };
const ALIAS = { alias: 'example_alias' };

/** What a test message says, as in MLflow, by event. */
const EXAMPLES: Readonly<Record<string, EventData>> = {
  'registered_model.created': { ...MODEL, ...TAGS, description: 'An example registered model' },
  'model_version.created': {
    ...MODEL,
    ...VERSION,
    source: 'models:/123',
    run_id: 'abcd1234abcd5678',
    ...TAGS,
    description: 'An example model version',
  },
  'model_version_tag.set': { ...MODEL, ...VERSION, ...TAG },
  'model_version_tag.deleted': { ...MODEL, ...VERSION, ...KEY },
  'model_version_alias.created': { ...MODEL, ...ALIAS, ...VERSION },
  'model_version_alias.deleted': { ...MODEL, ...ALIAS },
  'prompt.created': { ...PROMPT, ...TAGS, description: 'An example prompt' },
  'prompt_version.created': {
    ...PROMPT,
    ...VERSION,
    template: 'Hello {{name}}!',
    ...TAGS,
    description: 'An example prompt version',
  },
  'prompt_tag.set': { ...PROMPT, ...TAG },
  'prompt_tag.deleted': { ...PROMPT, ...KEY },
  'prompt_version_tag.set': { ...PROMPT, ...VERSION, ...TAG },
  'prompt_version_tag.deleted': { ...PROMPT, ...VERSION, ...KEY },
  'prompt_alias.created': { ...PROMPT, ...ALIAS, ...VERSION },
  'prompt_alias.deleted': { ...PROMPT, ...ALIAS },
  'budget_policy.exceeded': {
    budget_policy_id: 'bp-abc123',
    budget_unit: 'USD',
    budget_amount: 100,
    current_spend: 105.5,
    duration_unit: 'MONTHS',
    duration_value: 1,
    target_scope: 'ENDPOINT',
    workspace: 'default',
    target_value: 'ep-abc123',
    window_start: 1_704_067_200_000,
  },
  // Millrace's own.
  'experiment.created': { ...EXPERIMENT, artifact_location: 'mlflow-artifacts:/1', ...TAGS },
  'experiment.deleted': EXPERIMENT,
  'run.created': NEW_RUN,
  'run.finished': { ...NEW_RUN, status: 'FINISHED', end_time: 1_704_067_260_000 },
  'run.failed': { ...NEW_RUN, status: 'FAILED', end_time: 1_704_067_260_000 },
  'run.killed': { ...NEW_RUN, status: 'KILLED', end_time: 1_704_067_260_000 },
  'metric.crossed': {
    ...RUN,
    metric_key: 'accuracy',
    value: 0.93,
    step: 10,
    timestamp: 1_704_067_230_000,
    condition: { metric_key: 'accuracy', comparator: '>=', value: 0.9 },
  },
};

export function exampleData(event: Event): EventData {
  return EXAMPLES[eventName(event)] ?? {};
}

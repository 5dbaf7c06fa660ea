import type {
  aliasDeleted,
  aliasMoved,
  modelVersionCreated,
  modelVersionTagDeleted,
  modelVersionTagSet,
  registeredModelCreated,
  registeredModelTagDeleted,
  registeredModelTagSet,
} from '@millrace/contracts/messages/registry';
import type { z } from 'zod';
import { PROMPT_TAG } from '../prompts/prompt.ts';
import type { Event } from '../webhooks/webhook-event.ts';
import type { EventData } from './message-body.ts';

/** What webhooks are told of the registry's events, as mlflow/server/handlers.py tells them. Undefined: nothing. */
export interface Told {
  readonly event: Event;
  readonly data: EventData;
}

type Payload<Definition extends { payload: z.ZodType }> = z.infer<Definition['payload']>;

// Tags that only say what a prompt is made of.
const PROMPT_TEXT = 'mlflow.prompt.text';
const PROMPT_TYPE = '_mlflow_prompt_type';

export function modelCreated(payload: Payload<typeof registeredModelCreated>): Told {
  const { name, prompt, tags, description } = payload;
  if (!prompt) return told('registered_model', 'created', { name, tags, description });
  return told('prompt', 'created', { name, tags: without(tags, [PROMPT_TAG, PROMPT_TYPE]), description });
}

export function versionCreated(payload: Payload<typeof modelVersionCreated>): Told {
  const { name, prompt, source, runId, tags } = payload;
  const version = String(payload.version);
  const description = payload.description || null;
  if (!prompt)
    return told('model_version', 'created', {
      name,
      version,
      source,
      run_id: runId || null,
      tags,
      description,
    });
  const template = tags[PROMPT_TEXT] ?? null;
  const shown = without(tags, [PROMPT_TEXT, PROMPT_TAG, PROMPT_TYPE]);
  return told('prompt_version', 'created', { name, version, template, tags: shown, description });
}

/** Tags of models that are no prompts are nobody's business in MLflow. */
export function modelTagSet(payload: Payload<typeof registeredModelTagSet>): Told | undefined {
  const { name, prompt, key, value } = payload;
  return prompt ? told('prompt_tag', 'set', { name, key, value }) : undefined;
}

export function modelTagDeleted(payload: Payload<typeof registeredModelTagDeleted>): Told | undefined {
  const { name, prompt, key } = payload;
  return prompt ? told('prompt_tag', 'deleted', { name, key }) : undefined;
}

export function versionTagSet(payload: Payload<typeof modelVersionTagSet>): Told {
  const { name, prompt, version, key, value } = payload;
  const entity = prompt ? 'prompt_version_tag' : 'model_version_tag';
  return told(entity, 'set', { name, version: String(version), key, value });
}

export function versionTagDeleted(payload: Payload<typeof modelVersionTagDeleted>): Told {
  const { name, prompt, version, key } = payload;
  const entity = prompt ? 'prompt_version_tag' : 'model_version_tag';
  return told(entity, 'deleted', { name, version: String(version), key });
}

export function aliasSet(payload: Payload<typeof aliasMoved>): Told {
  const { name, prompt, alias, version } = payload;
  const entity = prompt ? 'prompt_alias' : 'model_version_alias';
  return told(entity, 'created', { name, alias, version: String(version) });
}

export function aliasTakenAway(payload: Payload<typeof aliasDeleted>): Told {
  const { name, prompt, alias } = payload;
  return told(prompt ? 'prompt_alias' : 'model_version_alias', 'deleted', { name, alias });
}

function told(entity: string, action: string, data: EventData): Told {
  return { event: { entity, action }, data };
}

function without(tags: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import type { WebhookEvent } from '@millrace/contracts/registry/webhooks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { pythonRepr } from '@millrace/contracts/wire/python-text';

/** What can happen to what (mlflow/entities/webhook.py); the actions in alphabetical order, as messages list them. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  registered_model: ['created'],
  model_version: ['created'],
  model_version_tag: ['deleted', 'set'],
  model_version_alias: ['created', 'deleted'],
  prompt: ['created'],
  prompt_version: ['created'],
  prompt_tag: ['deleted', 'set'],
  prompt_version_tag: ['deleted', 'set'],
  prompt_alias: ['created', 'deleted'],
  budget_policy: ['exceeded'],
};

/** What a webhook wants to be told of: `model_version` `created`. */
export interface Event {
  readonly entity: string;
  readonly action: string;
}

/** Reads an event of a request. Throws INVALID_PARAMETER_VALUE where there is none such. */
export function readEvent({ entity, action }: MessageOf<typeof WebhookEvent>): Event {
  const event = { entity: entity?.toLowerCase() ?? '', action: action?.toLowerCase() ?? '' };
  const actions = ACTIONS[event.entity];
  if (actions === undefined || action === undefined || action === 'ACTION_UNSPECIFIED')
    throw invalidParameter(
      'A webhook event needs an entity and an action, such as {"entity": "MODEL_VERSION", "action": "CREATED"}. ' +
        `Valid entities are: ${pythonRepr(Object.keys(ACTIONS).map((each) => each.toUpperCase()))}`,
    );
  if (!actions.includes(event.action))
    throw invalidParameter(
      `Invalid action '${event.action}' for entity '${event.entity}'. Valid actions are: ${pythonRepr(actions)}`,
    );
  return event;
}

/** Throws BAD_REQUEST when an event is there twice. */
export function checkDistinct(events: readonly Event[]): void {
  if (new Set(events.map(eventName)).size < events.length)
    throw new MlflowError('BAD_REQUEST', 'Webhook events must be distinct.');
}

/** `model_version.created` */
export function eventName({ entity, action }: Event): string {
  return `${entity}.${action}`;
}

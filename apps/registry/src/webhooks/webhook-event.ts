import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { conditionText, type EventCondition } from '@millrace/contracts/messages/event-condition';
import type { WebhookEvent } from '@millrace/contracts/registry/webhooks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { readCondition } from './read-condition.ts';

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

/** Millrace's own, which MLflow refuses. Tracking writes these events for those who demand them. */
const TRACKING_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  experiment: ['created', 'deleted'],
  run: ['created', 'failed', 'finished', 'killed'],
  metric: ['crossed'],
};
export const TRACKING_ENTITIES: readonly string[] = Object.keys(TRACKING_ACTIONS);
const ALL_ACTIONS = { ...ACTIONS, ...TRACKING_ACTIONS };
const MAX_EVENTS = 100;

/** What a webhook wants to be told of: `model_version` `created`. */
export interface Event {
  readonly entity: string;
  readonly action: string;
  /** Which of them; all unless given. */
  readonly condition?: EventCondition;
}

/** Reads an event of a request, with its condition. Throws INVALID_PARAMETER_VALUE where there is none such. */
export function readEvent(message: MessageOf<typeof WebhookEvent>): Event {
  const event = readEventName(message);
  const condition = isOfTracking(event) ? readCondition(event.entity, message.condition) : undefined;
  return condition === undefined ? event : { ...event, condition };
}

/** Reads what kind of event a request is about. Throws INVALID_PARAMETER_VALUE where there is none such. */
export function readEventName({ entity, action }: MessageOf<typeof WebhookEvent>): Event {
  const event = { entity: entity?.toLowerCase() ?? '', action: action?.toLowerCase() ?? '' };
  const actions = ALL_ACTIONS[event.entity];
  if (actions === undefined || action === undefined || action === 'ACTION_UNSPECIFIED')
    throw invalidParameter(
      'A webhook event needs an entity and an action, such as {"entity": "MODEL_VERSION", "action": "CREATED"}. ' +
        `Valid entities are: ${pythonRepr(Object.keys(ALL_ACTIONS).map((each) => each.toUpperCase()))}`,
    );
  if (!actions.includes(event.action))
    throw invalidParameter(
      `Invalid action '${event.action}' for entity '${event.entity}'. Valid actions are: ${pythonRepr(actions)}`,
    );
  return event;
}

/** Whether it is one that tracking writes where it is demanded. */
export function isOfTracking({ entity }: Event): boolean {
  return Object.hasOwn(TRACKING_ACTIONS, entity);
}

/** Throws BAD_REQUEST when an event is there twice, INVALID_PARAMETER_VALUE when there are too many. */
export function checkEvents(events: readonly Event[]): void {
  if (events.length > MAX_EVENTS)
    throw invalidParameter(`A webhook can have at most ${MAX_EVENTS} events, got ${events.length}.`);
  const names = events.map((event) => eventName(event) + conditionText(event.condition));
  if (new Set(names).size < events.length)
    throw new MlflowError('BAD_REQUEST', 'Webhook events must be distinct.');
}

/** `model_version.created` */
export function eventName({ entity, action }: Event): string {
  return `${entity}.${action}`;
}

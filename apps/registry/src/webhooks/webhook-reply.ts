import type { EventCondition } from '@millrace/contracts/messages/event-condition';
import { type Event, isOfTracking } from './webhook-event.ts';
import type { Webhook } from './webhooks.repository.ts';

/** A webhook as MLflow's JSON; the secret never goes out. */
export function webhookReply(webhook: Webhook): object {
  return {
    webhook_id: webhook.webhookId,
    name: webhook.name,
    ...(webhook.description ? { description: webhook.description } : {}),
    url: webhook.url,
    ...eventsReply(webhook.events),
    status: webhook.status,
    creation_timestamp: webhook.createdMs,
    last_updated_timestamp: webhook.updatedMs,
  };
}

/** MLflow's client fails on a webhook with an event that it does not know, but reads over fields that it does not know. */
function eventsReply(events: readonly Event[]): object {
  const own = events.filter(isOfTracking);
  const mlflows = events.filter((event) => !isOfTracking(event));
  return {
    ...(mlflows.length === 0 ? {} : { events: mlflows.map(eventReply) }),
    ...(own.length === 0 ? {} : { tracking_events: own.map(eventReply) }),
  };
}

function eventReply({ entity, action, condition }: Event): object {
  return {
    entity: entity.toUpperCase(),
    action: action.toUpperCase(),
    ...(condition === undefined ? {} : { condition: conditionReply(condition) }),
  };
}

/** A condition as JSON: ids are strings, as everywhere on the wire. */
export function conditionReply({ experiment_id, ...rest }: EventCondition): object {
  return { ...rest, ...(experiment_id === undefined ? {} : { experiment_id: String(experiment_id) }) };
}

import type { EventCondition } from '@millrace/contracts/messages/event-condition';
import type { Webhook } from './webhooks.repository.ts';

/** A webhook as MLflow's JSON; the secret never goes out. */
export function webhookReply(webhook: Webhook): object {
  return {
    webhook_id: webhook.webhookId,
    name: webhook.name,
    ...(webhook.description ? { description: webhook.description } : {}),
    url: webhook.url,
    events: webhook.events.map(({ entity, action, condition }) => ({
      entity: entity.toUpperCase(),
      action: action.toUpperCase(),
      ...(condition === undefined ? {} : { condition: conditionReply(condition) }),
    })),
    status: webhook.status,
    creation_timestamp: webhook.createdMs,
    last_updated_timestamp: webhook.updatedMs,
  };
}

/** A condition as JSON: ids are strings, as everywhere on the wire. */
export function conditionReply({ experiment_id, ...rest }: EventCondition): object {
  return { ...rest, ...(experiment_id === undefined ? {} : { experiment_id: String(experiment_id) }) };
}

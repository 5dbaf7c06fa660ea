import type { Webhook } from './webhooks.repository.ts';

/** A webhook as MLflow's JSON; the secret never goes out. */
export function webhookReply(webhook: Webhook): object {
  return {
    webhook_id: webhook.webhookId,
    name: webhook.name,
    ...(webhook.description ? { description: webhook.description } : {}),
    url: webhook.url,
    events: webhook.events.map(({ entity, action }) => ({
      entity: entity.toUpperCase(),
      action: action.toUpperCase(),
    })),
    status: webhook.status,
    creation_timestamp: webhook.createdMs,
    last_updated_timestamp: webhook.updatedMs,
  };
}

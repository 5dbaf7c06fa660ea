import { enumOf, int32, many, message, one, string, value } from '../wire/field.ts';

export const WebhookEntity = enumOf({
  ENTITY_UNSPECIFIED: 0,
  REGISTERED_MODEL: 1,
  MODEL_VERSION: 2,
  MODEL_VERSION_TAG: 3,
  MODEL_VERSION_ALIAS: 4,
  PROMPT: 5,
  PROMPT_VERSION: 6,
  PROMPT_TAG: 7,
  PROMPT_VERSION_TAG: 8,
  PROMPT_ALIAS: 9,
  BUDGET_POLICY: 10,
  // Millrace's own, far from the numbers that MLflow counts up.
  EXPERIMENT: 1001,
  RUN: 1002,
  METRIC: 1003,
});

export const WebhookAction = enumOf({
  ACTION_UNSPECIFIED: 0,
  CREATED: 1,
  UPDATED: 2,
  DELETED: 3,
  SET: 4,
  EXCEEDED: 5,
  FINISHED: 1001,
  FAILED: 1002,
  KILLED: 1003,
  CROSSED: 1004,
});

export const WebhookEvent = message('WebhookEvent', {
  entity: WebhookEntity,
  action: WebhookAction,
  /** Millrace's own: which of the events. Free JSON, because MLflow takes anything under a name that it does not know. */
  condition: value,
});

export const WebhookStatus = enumOf({ ACTIVE: 1, DISABLED: 2 });

export const CreateWebhook = message('CreateWebhook', {
  name: string,
  description: string,
  url: string,
  events: many(WebhookEvent),
  secret: string,
  status: WebhookStatus,
});

export const ListWebhooks = message('ListWebhooks', {
  max_results: int32, // default 100
  page_token: string,
});

export const GetWebhook = message('GetWebhook', {
  webhook_id: string,
});

export const UpdateWebhook = message('UpdateWebhook', {
  webhook_id: string,
  name: string,
  description: string,
  url: string,
  events: many(WebhookEvent),
  secret: string,
  status: WebhookStatus,
});

export const DeleteWebhook = message('DeleteWebhook', {
  webhook_id: string,
});

export const TestWebhook = message('TestWebhook', {
  webhook_id: string,
  event: one(WebhookEvent),
});

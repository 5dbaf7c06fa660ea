import { defineJob } from '@millrace/messaging/definitions/job-definition';
import { z } from 'zod';

/** Sends one message of the log of deliveries: four times at most, as MLflow, with 1, 2 and 4 seconds between. */
export const webhookDelivery = defineJob({
  name: 'webhook-delivery',
  payload: z.object({ deliveryId: z.string() }),
  attempts: 4,
  backoffMs: 1000,
});

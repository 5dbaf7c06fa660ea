import { z } from 'zod';

/** Tells the replicas of the serving service to look at the deployments again. It may be lost: they look now and then anyway. */
export const deploymentsChanged = { pattern: 'deployments.changed', payload: z.object({}) };

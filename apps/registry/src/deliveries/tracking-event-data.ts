import type {
  experimentCreated,
  experimentDeleted,
  metricCrossed,
  RunCreated,
  runFinished,
} from '@millrace/contracts/messages/tracking-events';
import type { z } from 'zod';
import { conditionReply } from '../webhooks/webhook-reply.ts';
import type { EventData } from './message-body.ts';

type Payload<Definition extends { payload: z.ZodType }> = z.infer<Definition['payload']>;

/** What webhooks are told of tracking's events, in the words of MLflow's REST API. */
export function aboutNewExperiment(payload: Payload<typeof experimentCreated>): EventData {
  const { experimentId, name, artifactLocation, tags } = payload;
  return { experiment_id: String(experimentId), name, artifact_location: artifactLocation, tags };
}

export function aboutDeletedExperiment({ experimentId, name }: Payload<typeof experimentDeleted>): EventData {
  return { experiment_id: String(experimentId), name };
}

export function aboutNewRun({ runId, experimentId, name, userId, startMs }: RunCreated): EventData {
  return {
    run_id: runId,
    experiment_id: String(experimentId),
    run_name: name,
    user_id: userId,
    start_time: startMs,
  };
}

export function aboutEndedRun(payload: Payload<typeof runFinished>, status: string): EventData {
  return { ...aboutNewRun(payload), status, end_time: payload.endMs };
}

export function aboutCrossing(payload: Payload<typeof metricCrossed>): EventData {
  const { runId, runName, experimentId, condition, value, step, timestampMs } = payload;
  return {
    run_id: runId,
    experiment_id: String(experimentId),
    run_name: runName,
    metric_key: condition.metric_key ?? '',
    value,
    step,
    timestamp: timestampMs,
    condition: conditionReply(condition),
  };
}

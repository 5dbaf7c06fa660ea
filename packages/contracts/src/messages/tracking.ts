import { z } from 'zod';

const KeyValues = z.array(z.object({ key: z.string(), value: z.string() }));

/** What other services ask of tracking. An unknown run or model is RESOURCE_DOES_NOT_EXIST. */

/** Where a run keeps its artifacts; deleted runs too. */
export const getRunArtifactUri = {
  name: 'tracking.get-run-artifact-uri',
  payload: z.object({ runId: z.string() }),
  reply: z.object({ artifactUri: z.string() }),
};

/** Where a logged model keeps its artifacts, and the run that made it (empty when none did). */
export const getLoggedModelLocation = {
  name: 'tracking.get-logged-model-location',
  payload: z.object({ modelId: z.string() }),
  reply: z.object({ artifactLocation: z.string(), sourceRunId: z.string() }),
};

/**
 * Where a run keeps its artifacts, and the newest model of that name that it logged, if there is one: since MLflow 3 a run's models are
 * beside its artifacts, but `runs:/<run>/<name>` still names them.
 */
export const findRunModel = {
  name: 'tracking.find-run-model',
  payload: z.object({ runId: z.string(), name: z.string() }),
  reply: z.object({ artifactUri: z.string(), modelLocation: z.string().optional() }),
};

/** Notes in a logged model's tag `mlflow.modelVersions` that it was registered as this version. Idempotent. */
export const noteModelVersion = {
  name: 'tracking.note-model-version',
  payload: z.object({ modelId: z.string(), name: z.string(), version: z.number().int() }),
  reply: z.object({}),
};

/** Where a trace keeps its attachments, and its spans if they are a file. */
export const getTraceArtifactUri = {
  name: 'tracking.get-trace-artifact-uri',
  payload: z.object({ traceId: z.string() }),
  reply: z.object({ artifactUri: z.string() }),
};

/** A trace's spans as the JSON text that MLflow's `traces.json` holds; absent when tracking does not keep them. */
export const getTraceData = {
  name: 'tracking.get-trace-data',
  payload: z.object({ traceId: z.string() }),
  reply: z.object({ json: z.string().optional() }),
};

/**
 * Creates a run, as `runs/create` does, in a status of its own. An unknown experiment is RESOURCE_DOES_NOT_EXIST. Idempotent where the
 * asker chooses the id.
 */
export const createRun = {
  name: 'tracking.create-run',
  payload: z.object({
    /** 32 hexadecimal digits. */
    runId: z.string().optional(),
    experimentId: z.string(),
    userId: z.string(),
    name: z.string(),
    startMs: z.number().int(),
    status: z.enum(['SCHEDULED', 'RUNNING']),
    tags: KeyValues,
  }),
  reply: z.object({ runId: z.string(), name: z.string() }),
};

/** Logs parameters and sets tags of a run, in one commit; within the limits of `runs/log-batch`. Idempotent. */
export const logToRun = {
  name: 'tracking.log-to-run',
  payload: z.object({ runId: z.string(), params: KeyValues, tags: KeyValues }),
  reply: z.object({}),
};

/** Sets a run's status. One that has ended gets the time of it, one that goes on has none. Idempotent. */
export const setRunStatus = {
  name: 'tracking.set-run-status',
  payload: z.object({
    runId: z.string(),
    status: z.enum(['SCHEDULED', 'RUNNING', 'FINISHED', 'FAILED', 'KILLED']),
    endMs: z.number().int().optional(),
  }),
  reply: z.object({}),
};

/** A run as the JSON text of MLflow's message `Run`. */
export const getRun = {
  name: 'tracking.get-run',
  payload: z.object({ runId: z.string() }),
  reply: z.object({ json: z.string() }),
};

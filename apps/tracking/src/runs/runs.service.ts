import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import { appendToArtifactUri } from '@millrace/contracts/artifacts/artifact-location';
import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { parseExperimentId } from '@millrace/contracts/tracking/experiment-id';
import { runIdToUuid, uuidToRunId } from '@millrace/contracts/tracking/run-id';
import { checkStorable } from '@millrace/contracts/validation/names';
import type { Int64 } from '@millrace/contracts/wire/int64';
import type { KeyValue } from '../batch/run-write.ts';
import { RunUpdates } from '../live/run-updates.ts';
import { RUN_NAME_TAG } from '../tags/tag-rules.ts';
import { RunEndings } from '../run-events/run-endings.ts';
import { CreateRuns, type NewRun } from './create-runs.ts';
import { runNotActive, runNotFound } from './run-errors.ts';
import { runInfo, type RunRow } from './run-info.ts';
import { randomName } from '../random-name/random-name.ts';
import { RunReplies } from './run-replies.repository.ts';
import { type RunChanges, RunsRepository } from './runs.repository.ts';

export interface RunRequest {
  /** Other services may choose the id. */
  readonly runId?: string | undefined;
  /** As the client sent it; empty when it sent none. */
  readonly experimentId: string;
  readonly userId: string;
  readonly name: string;
  readonly startMs: Int64;
  readonly tags: readonly KeyValue[];
}

@Injectable()
export class RunsService {
  constructor(
    private readonly creations: CreateRuns,
    private readonly repository: RunsRepository,
    private readonly replies: RunReplies,
    private readonly endings: RunEndings,
    private readonly updates: RunUpdates,
  ) {}

  /** Creates a run; resolves with its JSON when it is durable. */
  async create(request: RunRequest): Promise<string> {
    const run = newRun(request);
    return createdReply(run, await this.creations.submit(run));
  }

  /** The run as JSON text. */
  async get(runId: string): Promise<string> {
    const reply = await this.find(runId);
    if (reply === undefined) throw runNotFound(runId);
    return reply;
  }

  async find(runId: string): Promise<string | undefined> {
    return (await this.replies.getRunsAsReplies([this.uuid(runId)]))[0];
  }

  async update(runId: string, changes: RunChanges): Promise<RunRow> {
    if (changes.name !== undefined) checkStorable('run_name', changes.name);
    const row = await this.endings.update(this.uuid(runId), changes);
    if (!row) throw runNotFound(runId);
    if (row.deleted_ms !== null) throw runNotActive(runId);
    this.updates.changed(runId);
    return row;
  }

  async delete(runId: string): Promise<void> {
    if (!(await this.repository.delete(this.uuid(runId), Date.now()))) throw runNotFound(runId);
  }

  async restore(runId: string): Promise<void> {
    if (!(await this.repository.restore(this.uuid(runId)))) throw runNotFound(runId);
  }

  private uuid(runId: string): string {
    const uuid = runIdToUuid(runId);
    if (uuid === undefined) throw runNotFound(runId);
    return uuid;
  }
}

/** The run that a request asks for, under a new id. */
export function newRun(request: RunRequest): NewRun {
  if (request.experimentId === '')
    throw new MlflowError('BAD_REQUEST', "Missing value for required parameter 'experiment_id'.");
  const experimentId = parseExperimentId(request.experimentId);
  const { name, tags } = nameAndTags(request.name, request.tags);
  checkStorable('user_id', request.userId);
  const runId = request.runId ?? uuidToRunId(uuidV7());
  return { runId, experimentId, name, userId: request.userId, startMs: request.startMs, tags };
}

/** A run that was just created as JSON text; `location` is the artifact location of its experiment. */
export function createdReply(run: NewRun, location: string): string {
  const info = runInfo({
    run_id: run.runId,
    experiment_id: run.experimentId,
    name: run.name,
    user_id: run.userId,
    status: 'RUNNING',
    start_ms: run.startMs,
    end_ms: null,
    deleted_ms: null,
    artifact_uri: appendToArtifactUri(location, run.runId, 'artifacts'),
  });
  return JSON.stringify({ run: { info, data: { tags: run.tags }, inputs: {} } });
}

/** A run's name is also its tag `mlflow.runName`: the two must not differ, and either gives the other. */
function nameAndTags(name: string, tags: readonly KeyValue[]): { name: string; tags: KeyValue[] } {
  if (new Set(tags.map((tag) => tag.key)).size < tags.length)
    throw new MlflowError('BAD_REQUEST', "Invalid value for parameter 'tags': a key was given twice.");
  for (const { key, value } of tags) {
    checkStorable('key', key);
    checkStorable('value', value);
  }
  checkStorable('run_name', name);
  const tagged = tags.find((tag) => tag.key === RUN_NAME_TAG)?.value ?? '';
  if (name !== '' && tagged !== '' && name !== tagged)
    throw invalidParameter(
      "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values " +
        `(run_name='${name}', mlflow.runName='${tagged}').`,
    );
  const chosen = name || tagged || randomName();
  const others = tags.filter((tag) => tag.key !== RUN_NAME_TAG);
  return { name: chosen, tags: [...others, { key: RUN_NAME_TAG, value: chosen }] };
}

import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import type { KeyOutcome } from '@millrace/service-kit/idempotency/key-store';
import type { KeyedRequest } from '@millrace/service-kit/idempotency/keyed-request';
import { IdempotencyKeys } from '@millrace/service-stores/idempotency/idempotency-keys';
import { requireActiveExperiment } from '../experiments/require-experiment.ts';
import { CreateRuns } from './create-runs.ts';
import { KeyTakenError } from './keyed-runs.ts';
import { createdReply, newRun, type RunRequest } from './runs.service.ts';

/** Creates a run for a request with an Idempotency-Key: run, key and answer are written in the group's one statement. */
@Injectable()
export class CreateRunOnce {
  constructor(
    private readonly database: Database,
    private readonly keys: IdempotencyKeys,
    private readonly creations: CreateRuns,
  ) {}

  async create(request: RunRequest, keyed: KeyedRequest): Promise<KeyOutcome> {
    const kept = await this.keys.find(keyed);
    if (kept !== undefined) return kept;
    const run = newRun(request);
    // An experiment's location never changes, so the answer is known before the run is written.
    const { artifactLocation } = await requireActiveExperiment(this.database, String(run.experimentId));
    const answer = createdReply(run, artifactLocation);
    try {
      await this.creations.submit({ ...run, keyed: { ...keyed, answer } });
      return { answer, replayed: false };
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      return (await this.keys.find(keyed)) ?? 'in-progress';
    }
  }
}

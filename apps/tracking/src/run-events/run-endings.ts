import { Injectable } from '@nestjs/common';
import { runFailed, runFinished, runKilled } from '@millrace/contracts/messages/tracking-events';
import { uuidToRunId } from '@millrace/contracts/tracking/run-id';
import { Database } from '@millrace/database/database';
import type { RunRow } from '../runs/run-info.ts';
import { type RunChanges, RunsRepository } from '../runs/runs.repository.ts';
import { TrackingEvents } from './tracking-events.ts';

const EVENT_OF_STATUS: ReadonlyMap<string | undefined, typeof runFinished> = new Map([
  ['FINISHED', runFinished],
  ['FAILED', runFailed],
  ['KILLED', runKilled],
]);

/** Changes runs, and tells of those that end. */
@Injectable()
export class RunEndings {
  constructor(
    private readonly database: Database,
    private readonly repository: RunsRepository,
    private readonly events: TrackingEvents,
  ) {}

  /** As `RunsRepository.update`; where a run comes to an end that somebody wants to know of, the event is in the same transaction. */
  async update(runId: string, changes: RunChanges): Promise<RunRow | undefined> {
    const ending = EVENT_OF_STATUS.get(changes.status);
    if (ending === undefined || !this.events.wants(ending)) return this.repository.update(runId, changes);
    return this.database.transaction(async (transaction) => {
      const before = await this.repository.lockStatus(transaction, runId);
      const row = await this.repository.update(runId, changes, transaction);
      if (row && row.deleted_ms === null && row.status !== before)
        await this.events.tell(transaction, ending, {
          runId: uuidToRunId(row.run_id),
          experimentId: row.experiment_id,
          name: row.name,
          userId: row.user_id,
          startMs: Number(row.start_ms ?? 0),
          endMs: Number(row.end_ms ?? Date.now()),
        });
      return row;
    });
  }
}

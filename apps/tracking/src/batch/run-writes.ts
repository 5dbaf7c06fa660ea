import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { Database } from '@millrace/database/database';
import { type AGAIN, GroupCommit } from '@millrace/database/group-commit';
import { isDatabaseUnavailable, isTransient } from '@millrace/database/sql-state';
import { Writer } from '@millrace/database/writer';
import { type Crossing, MetricWatches } from '../run-events/metric-watches.ts';
import { RunUpdates } from '../live/run-updates.ts';
import { runNotActive, runNotFound } from '../runs/run-errors.ts';
import { committed } from './committed.ts';
import { LastPoints } from './last-points.ts';
import { onlyPoints, type RunWrite, type RunWriteResult, weightOf } from './run-write.ts';
import { writeAll } from './write-all.ts';
import { isOnePoint, writePoint } from './write-point.ts';
import { writePoints } from './write-points.ts';

// Rows in a statement: beyond this a larger group is no faster, only later.
const MAX_GROUP_ROWS = 8_000;
// Rows of all requests that wait; a row is some 200 bytes.
const MAX_PENDING_ROWS = 400_000;

/** What every request that logs to a run goes through: concurrent ones share a durable statement. */
@Injectable()
export class RunWrites implements OnApplicationShutdown {
  private readonly writer: Writer;
  private readonly group: GroupCommit<RunWrite, RunWriteResult>;
  private readonly last = new LastPoints();

  constructor(
    database: Database,
    @Optional() private readonly watches?: MetricWatches,
    @Optional() private readonly updates?: RunUpdates,
  ) {
    this.writer = new Writer(database.pool);
    this.group = new GroupCommit((writes) => this.write(writes), {
      weigh: weightOf,
      maxGroup: MAX_GROUP_ROWS,
      maxPending: MAX_PENDING_ROWS,
      isTransient,
      isGeneral: isDatabaseUnavailable,
    });
  }

  /**
   * Resolves when the write is durable, with the parameters that were refused because they hold another value. Throws
   * RESOURCE_DOES_NOT_EXIST for an unknown run, INVALID_PARAMETER_VALUE for a deleted one, BAD_REQUEST for an unknown logged model.
   */
  async submit(write: RunWrite): Promise<ReadonlyMap<string, string> | undefined> {
    const result = await committed(this.group.submit(write));
    if (result === 'written') return undefined;
    if (result === 'run-missing') throw runNotFound(write.runId);
    if (result === 'run-deleted') throw runNotActive(write.runId);
    if (result === 'model-unknown')
      throw new MlflowError(
        'BAD_REQUEST',
        'A metric names a logged model that does not exist: check its model_id.',
      );
    return result.changedParams;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.group.drain();
    await this.writer.close();
  }

  private async write(writes: readonly RunWrite[]): Promise<readonly (RunWriteResult | typeof AGAIN)[]> {
    const crossings = this.watches?.crossingsOf(writes) ?? [];
    const results =
      crossings.length > 0
        ? await this.writeAndTell(writes, crossings)
        : await writeWith(this.writer, writes, this.last);
    this.updates?.written(writes, (index) => results[index] === 'written');
    return results;
  }

  /** A metric went past a threshold that somebody wants to hear of: the points and the event are one transaction. */
  private async writeAndTell(
    writes: readonly RunWrite[],
    crossings: readonly Crossing[],
  ): Promise<readonly (RunWriteResult | typeof AGAIN)[]> {
    let written: readonly Crossing[] = [];
    const results = await this.writer.together(async (writer) => {
      const outcome = await writeWith(writer, writes);
      const kept = new Set(writes.filter((write, index) => hasPoints(write, outcome[index])));
      written = crossings.filter(({ write }) => kept.has(write));
      await this.watches?.tell(writer, written);
      return outcome;
    });
    this.watches?.remember(written);
    this.last.rememberAll(writes);
    return results;
  }
}

async function writeWith(
  writer: Pick<Writer, 'run'>,
  writes: readonly RunWrite[],
  last?: LastPoints,
): Promise<readonly (RunWriteResult | typeof AGAIN)[]> {
  const isSimple = writes.every(onlyPoints);
  if (isSimple && !isOnePoint(writes)) return writePoints(writer, writes, last);
  const results = await (isSimple ? writePoint(writer, writes) : writeAll(writer, writes));
  last?.rememberAll(writes);
  return results;
}

/** Whether the points of a write were written: an unknown logged model may refuse only what comes after them. */
function hasPoints(write: RunWrite, result: RunWriteResult | typeof AGAIN | undefined): boolean {
  return result === 'written' || (result === 'model-unknown' && !write.modelsFirst);
}

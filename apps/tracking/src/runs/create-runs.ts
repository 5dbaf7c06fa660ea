import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { runCreated } from '@millrace/contracts/messages/tracking-events';
import { noExperiment } from '@millrace/contracts/tracking/experiment-id';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { int4Array, int8Array, textArray, uuidArray } from '@millrace/database/binary-array';
import { Database } from '@millrace/database/database';
import { AGAIN, GroupCommit } from '@millrace/database/group-commit';
import { isDatabaseUnavailable, isTransient } from '@millrace/database/sql-state';
import { Writer } from '@millrace/database/writer';
import { IdempotencyKeys } from '@millrace/service-stores/idempotency/idempotency-keys';
import { committed } from '../batch/committed.ts';
import type { KeyValue } from '../batch/run-write.ts';
import { experimentNotActive } from '../experiments/experiments.service.ts';
import { TrackingEvents } from '../run-events/tracking-events.ts';
import { tellCreated } from '../run-events/tell-created.ts';
import {
  KEPT_KEYS,
  type KeptKey,
  type KeyedAnswer,
  KeyTakenError,
  keyValuesOf,
  RUNS_OF_NEW_KEYS,
  withoutRepeatedKeys,
} from './keyed-runs.ts';

export interface NewRun {
  /** 32 hexadecimal digits. */
  readonly runId: string;
  readonly experimentId: number;
  readonly name: string;
  readonly userId: string;
  readonly startMs: Int64;
  /** No key twice. */
  readonly tags: readonly KeyValue[];
  /** The Idempotency-Key that the request came with, and the answer to keep under it. */
  readonly keyed?: KeyedAnswer;
}

type StatementRunner = Pick<Writer, 'run'>;
type Outcome = ExperimentState | undefined | 'key-taken';

interface ExperimentState {
  readonly experiment_id: number;
  readonly deleted: boolean;
  readonly artifact_location: string;
}

// The runs ($1 to $5) and their tags ($6 to $8, whose first column is the run's number). A location may end in a query, which stays
// behind the path.
const SQL = createRunsSql(false);
const KEYED_SQL = createRunsSql(true);

function createRunsSql(keyed: boolean): string {
  return `
WITH experiment AS MATERIALIZED (
  SELECT e.experiment_id, e.deleted_ms IS NOT NULL AS deleted, e.artifact_location
  FROM experiments e WHERE e.experiment_id = ANY ($2::int[])),
${keyed ? 'candidate' : 'run'} AS MATERIALIZED (
  SELECT r.n::int, r.run_id, r.experiment_id, r.name, r.user_id, r.start_ms, e.artifact_location
  FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::int8[])
    WITH ORDINALITY AS r(run_id, experiment_id, name, user_id, start_ms, n)
  JOIN experiment e ON e.experiment_id = r.experiment_id WHERE NOT e.deleted),
${keyed ? RUNS_OF_NEW_KEYS : ''}
created AS (
  INSERT INTO runs (run_id, experiment_id, name, user_id, status, start_ms, artifact_uri)
  SELECT r.run_id, r.experiment_id, r.name, r.user_id, 'RUNNING', r.start_ms,
    regexp_replace(r.artifact_location, '^([^?]*?)/?(\\?.*)?$', '\\1/' || replace(r.run_id::text, '-', '') || '/artifacts\\2')
  FROM run r ORDER BY r.run_id),
tagged AS (
  INSERT INTO run_tags (run_id, key, value, experiment_id)
  SELECT r.run_id, t.key, t.value, r.experiment_id FROM unnest($6::int[], $7::text[], $8::text[]) AS t(n, key, value) JOIN run r ON r.n = t.n)
SELECT experiment_id, deleted, artifact_location${keyed ? ', NULL AS kept_key' : ''} FROM experiment
${keyed ? KEPT_KEYS : ''}`;
}

// Rows of all requests that wait.
const MAX_PENDING_ROWS = 200_000;
const MAX_GROUP_ROWS = 4_000;

/** Creates runs; concurrent requests share a durable statement. */
@Injectable()
export class CreateRuns implements OnApplicationShutdown {
  private readonly writer: Writer;
  private readonly group: GroupCommit<NewRun, Outcome>;

  private readonly keySeconds: number;

  constructor(
    database: Database,
    keys: IdempotencyKeys,
    @Optional() private readonly events?: TrackingEvents,
  ) {
    this.keySeconds = keys.seconds;
    this.writer = new Writer(database.pool);
    this.group = new GroupCommit((runs) => this.write(runs), {
      weigh: (run) => 1 + run.tags.length,
      maxGroup: MAX_GROUP_ROWS,
      maxPending: MAX_PENDING_ROWS,
      isTransient,
      isGeneral: isDatabaseUnavailable,
    });
  }

  /**
   * Resolves with the artifact location of the run's experiment when the run is durable. Throws RESOURCE_DOES_NOT_EXIST when there is
   * no such experiment, INVALID_PARAMETER_VALUE when it is deleted, and KeyTakenError when its key was used before.
   */
  async submit(run: NewRun): Promise<string> {
    const experiment = await committed(this.group.submit(run));
    if (experiment === 'key-taken') throw new KeyTakenError();
    if (!experiment) throw noExperiment(run.experimentId);
    if (experiment.deleted) throw experimentNotActive(run.experimentId);
    return experiment.artifact_location;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.group.drain();
    await this.writer.close();
  }

  private write(runs: readonly NewRun[]): Promise<(Outcome | typeof AGAIN)[]> {
    const wanted = runs.some(({ experimentId }) => this.events?.wants(runCreated, experimentId));
    if (wanted) return this.writer.together((writer) => this.writeAndTell(writer, runs));
    return this.writeWith(this.writer, runs);
  }

  private async writeAndTell(
    writer: StatementRunner,
    runs: readonly NewRun[],
  ): Promise<(Outcome | typeof AGAIN)[]> {
    const outcomes = await this.writeWith(writer, runs);
    const created = runs.filter((run, index) => {
      const outcome = outcomes[index];
      return (
        typeof outcome === 'object' && !outcome.deleted && this.events?.wants(runCreated, run.experimentId)
      );
    });
    await tellCreated(writer, created);
    return outcomes;
  }

  private async writeWith(
    writer: StatementRunner,
    runs: readonly NewRun[],
  ): Promise<(Outcome | typeof AGAIN)[]> {
    if (runs.some((run) => run.keyed !== undefined)) return this.writeKeyed(writer, runs);
    const states = await writer.run<ExperimentState>('create-runs', SQL, valuesOf(runs));
    return outcomesOf(runs, states);
  }

  /** As `write`, where some of the runs came with a key: those whose key was used before are not created. */
  private async writeKeyed(
    writer: StatementRunner,
    runs: readonly NewRun[],
  ): Promise<(Outcome | typeof AGAIN)[]> {
    const { now, later } = withoutRepeatedKeys(runs);
    const values = [...valuesOf(now), ...keyValuesOf(now), this.keySeconds];
    const rows = await writer.run<ExperimentState & KeptKey>('create-keyed-runs', KEYED_SQL, values);
    const kept = new Set(rows.map((row) => row.kept_key));
    const outcomes = outcomesOf(
      runs,
      rows.filter((row) => row.experiment_id !== null),
    );
    return runs.map((run, index) => {
      if (later.has(run)) return AGAIN;
      const outcome = outcomes[index];
      const made = run.keyed === undefined || kept.has(run.keyed.key);
      return made || outcome === undefined || outcome.deleted ? outcome : 'key-taken';
    });
  }
}

function outcomesOf(
  runs: readonly NewRun[],
  states: readonly ExperimentState[],
): (ExperimentState | undefined)[] {
  const byId = new Map(states.map((state) => [state.experiment_id, state]));
  return runs.map((run) => byId.get(run.experimentId));
}

function valuesOf(runs: readonly NewRun[]): Buffer[] {
  const tags = runs.flatMap((run, index) => run.tags.map((tag) => ({ n: index + 1, ...tag })));
  return [
    uuidArray(runs.map((run) => run.runId)),
    int4Array(runs.map((run) => run.experimentId)),
    textArray(runs.map((run) => run.name)),
    textArray(runs.map((run) => run.userId)),
    int8Array(runs.map((run) => run.startMs)),
    int4Array(tags.map((tag) => tag.n)),
    textArray(tags.map((tag) => tag.key)),
    textArray(tags.map((tag) => tag.value)),
  ];
}

import {
  boolArray,
  float8Array,
  int4Array,
  int8Array,
  textArray,
  uuidArray,
} from '@millrace/database/binary-array';
import { AGAIN } from '@millrace/database/group-commit';
import type { Writer } from '@millrace/database/writer';
import { KEEP_LATEST } from './latest-point.ts';
import type { KeyValue, RunWrite, RunWriteResult } from './run-write.ts';

// Each write is an item, numbered from 1; its params ($3 to $5), tags ($6 to $8), points ($9 to $13) and metrics of logged
// models ($14 to $21) carry that number. What refuses an item is found first, and nothing of it is written. Rows are
// locked in the order of their keys, table by table, so that groups of several processes cannot deadlock.
const SQL = `
WITH item AS MATERIALIZED (
  SELECT i.n::int, i.run_id, i.models_first, (SELECT r.deleted_ms IS NOT NULL FROM runs r WHERE r.run_id = i.run_id) AS deleted
  FROM unnest($1::uuid[], $2::bool[]) WITH ORDINALITY AS i(run_id, models_first, n)),
param AS MATERIALIZED (
  SELECT i.n, i.run_id, p.key, p.value,
    (SELECT s.value FROM params s WHERE s.run_id = i.run_id AND s.key = p.key) AS stored
  FROM unnest($3::int[], $4::text[], $5::text[]) AS p(n, key, value) JOIN item i ON i.n = p.n),
model_metric AS MATERIALIZED (
  SELECT m.*, (SELECT l.model_id FROM logged_models l WHERE l.model_id = m.model_id) IS NULL AS unknown
  FROM unnest($14::int[], $15::text[], $16::text[], $17::int8[], $18::int8[], $19::float8[], $20::text[], $21::text[])
    AS m(n, model_id, key, timestamp_ms, step, value, dataset_name, dataset_digest)),
outcome AS MATERIALIZED (
  SELECT i.n, i.run_id, i.models_first, i.deleted, i.n IN (SELECT p.n FROM param p WHERE p.stored <> p.value) AS params_changed,
    i.n IN (SELECT m.n FROM model_metric m WHERE m.unknown) AS model_unknown
  FROM item i),
accepted AS MATERIALIZED (
  SELECT o.n, o.run_id, o.model_unknown FROM outcome o
  WHERE NOT o.deleted AND NOT o.params_changed AND NOT (o.model_unknown AND o.models_first)),
tag AS MATERIALIZED (
  SELECT DISTINCT ON (a.run_id, t.key) a.run_id, t.key, t.value
  FROM unnest($6::int[], $7::text[], $8::text[]) WITH ORDINALITY AS t(n, key, value, position)
  JOIN accepted a ON a.n = t.n WHERE NOT a.model_unknown ORDER BY a.run_id, t.key, t.position DESC),
name AS MATERIALIZED (SELECT t.run_id, t.value FROM tag t WHERE t.key = 'mlflow.runName'),
run AS MATERIALIZED (
  UPDATE runs r SET revision = r.revision + 1,
    name = coalesce((SELECT name.value FROM name WHERE name.run_id = r.run_id), r.name)
  WHERE r.run_id = ANY (ARRAY(SELECT DISTINCT a.run_id FROM accepted a)) RETURNING r.run_id, r.experiment_id),
written_params AS (
  INSERT INTO params (run_id, key, value, experiment_id)
  SELECT DISTINCT ON (p.run_id, p.key) p.run_id, p.key, p.value, run.experiment_id
  FROM param p JOIN accepted a ON a.n = p.n JOIN run ON run.run_id = p.run_id
  WHERE p.stored IS NULL ORDER BY p.run_id, p.key, p.n
  ON CONFLICT DO NOTHING RETURNING run_id, key),
point AS MATERIALIZED (
  SELECT a.run_id, p.key, p.timestamp_ms, p.step, p.value, p.position
  FROM unnest($9::int[], $10::text[], $11::int8[], $12::int8[], $13::float8[])
    WITH ORDINALITY AS p(n, key, timestamp_ms, step, value, position)
  JOIN accepted a ON a.n = p.n),
series AS (
  INSERT INTO metric_series AS s (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
  SELECT DISTINCT ON (p.run_id, p.key) p.run_id, p.key, p.value, p.step, p.timestamp_ms, run.experiment_id
  FROM point p JOIN run ON run.run_id = p.run_id
  ORDER BY p.run_id, p.key, p.step DESC, p.timestamp_ms DESC, CASE WHEN p.value = 'NaN' THEN 0 ELSE p.value END DESC, p.position
  ${KEEP_LATEST}
  RETURNING series_id, run_id, key),
written_points AS (
  INSERT INTO metric_points (series_id, timestamp_ms, step, value)
  SELECT s.series_id, p.timestamp_ms, p.step, p.value FROM point p JOIN series s ON s.run_id = p.run_id AND s.key = p.key
  ON CONFLICT DO NOTHING),
written_model_metrics AS (
  INSERT INTO logged_model_metrics (model_id, key, timestamp_ms, step, run_id, value, dataset_name, dataset_digest)
  SELECT m.model_id, m.key, m.timestamp_ms, m.step, a.run_id, m.value, m.dataset_name, m.dataset_digest
  FROM model_metric m JOIN accepted a ON a.n = m.n WHERE NOT a.model_unknown ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT DO NOTHING),
written_tags AS (
  INSERT INTO run_tags (run_id, key, value, experiment_id)
  SELECT t.run_id, t.key, t.value, run.experiment_id FROM tag t JOIN run ON run.run_id = t.run_id ORDER BY t.run_id, t.key
  ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value),
raced AS MATERIALIZED (
  SELECT p.n FROM param p JOIN accepted a ON a.n = p.n
  WHERE p.stored IS NULL AND (p.run_id, p.key) NOT IN (SELECT w.run_id, w.key FROM written_params w))
SELECT o.n, o.deleted, o.params_changed, o.model_unknown, o.n IN (SELECT n FROM raced) AS raced,
  CASE WHEN o.params_changed THEN
    (SELECT json_agg(json_build_array(p.key, p.stored)) FROM param p WHERE p.n = o.n AND p.stored <> p.value) END AS changed
FROM outcome o
WHERE o.deleted IS DISTINCT FROM false OR o.params_changed OR o.model_unknown OR o.n IN (SELECT n FROM raced)`;

interface Outcome {
  readonly n: number;
  /** Null when there is no such run. */
  readonly deleted: boolean | null;
  readonly params_changed: boolean;
  readonly model_unknown: boolean;
  /** Another process wrote one of its parameters at the same time: looking again tells which value stands. */
  readonly raced: boolean;
  readonly changed: [string, string][] | null;
}

/** Writes a group that holds anything a run can hold. What one write is refused for does not touch the others. */
export async function writeAll(
  writer: Pick<Writer, 'run'>,
  writes: readonly RunWrite[],
): Promise<readonly (RunWriteResult | typeof AGAIN)[]> {
  const { now, later } = withoutDisputes(writes);
  const items = now.map((write, index) => ({ n: index + 1, write }));
  const params = items.flatMap(({ n, write }) => write.params.map((row) => ({ n, ...row })));
  const tags = items.flatMap(({ n, write }) => write.tags.map((row) => ({ n, ...row })));
  const points = items.flatMap(({ n, write }) => write.points.map((row) => ({ n, ...row })));
  const metrics = items.flatMap(({ n, write }) => write.modelMetrics.map((row) => ({ n, ...row })));
  const outcomes = await writer.run<Outcome>('write-all', SQL, [
    uuidArray(now.map((write) => write.runId)),
    boolArray(now.map((write) => write.modelsFirst)),
    ...keyValueArrays(params),
    ...keyValueArrays(tags),
    int4Array(points.map((row) => row.n)),
    textArray(points.map((row) => row.key)),
    int8Array(points.map((row) => row.timestampMs)),
    int8Array(points.map((row) => row.step)),
    float8Array(points.map((row) => row.value)),
    int4Array(metrics.map((row) => row.n)),
    textArray(metrics.map((row) => row.modelId)),
    textArray(metrics.map((row) => row.key)),
    int8Array(metrics.map((row) => row.timestampMs)),
    int8Array(metrics.map((row) => row.step)),
    float8Array(metrics.map((row) => row.value)),
    textArray(metrics.map((row) => row.datasetName)),
    textArray(metrics.map((row) => row.datasetDigest)),
  ]);
  const resultOf = new Map<RunWrite, RunWriteResult | typeof AGAIN>();
  for (const write of later) resultOf.set(write, AGAIN);
  for (const outcome of outcomes) {
    const write = now[outcome.n - 1];
    if (write) resultOf.set(write, resultFrom(outcome));
  }
  return writes.map((write) => resultOf.get(write) ?? 'written');
}

/** Two writes that want different values for one parameter go one after the other: the second then sees what the first wrote. */
function withoutDisputes(writes: readonly RunWrite[]): { now: RunWrite[]; later: RunWrite[] } {
  const claimed = new Map<string, string>();
  const now: RunWrite[] = [];
  const later: RunWrite[] = [];
  for (const write of writes) {
    const disputed = write.params.some(
      ({ key, value }) => (claimed.get(write.runId + key) ?? value) !== value,
    );
    if (disputed) later.push(write);
    else {
      now.push(write);
      for (const { key, value } of write.params) claimed.set(write.runId + key, value);
    }
  }
  return { now, later };
}

function keyValueArrays(rows: readonly (KeyValue & { n: number })[]): Buffer[] {
  return [
    int4Array(rows.map((row) => row.n)),
    textArray(rows.map((row) => row.key)),
    textArray(rows.map((row) => row.value)),
  ];
}

function resultFrom(outcome: Outcome): RunWriteResult | typeof AGAIN {
  if (outcome.deleted !== false) return outcome.deleted ? 'run-deleted' : 'run-missing';
  if (outcome.params_changed) return { changedParams: new Map(outcome.changed) };
  if (outcome.raced) return AGAIN;
  return 'model-unknown';
}

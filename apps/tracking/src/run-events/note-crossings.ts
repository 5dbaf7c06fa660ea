import { int4Array, uuidArray } from '@millrace/database/binary-array';
import type { Writer } from '@millrace/database/writer';
import type { Crossing } from './metric-watches.ts';

/** Experiments count from 0. */
const ANY_EXPERIMENT = -1;

// A row for each run and demand, over all processes: whoever writes it tells. The lock keeps the demand from being deleted meanwhile,
// which the foreign key would turn into an error of the points. Rows are written in the order of their keys.
const SQL = `
WITH crossing AS (
  INSERT INTO metric_crossings (run_id, demand_id)
  SELECT c.run_id, c.demand_id FROM (
    SELECT q.run_id, q.demand_id, q.experiment_id,
      (SELECT d.active FROM event_demands d WHERE d.demand_id = q.demand_id FOR KEY SHARE) AS active,
      (SELECT r.experiment_id FROM runs r WHERE r.run_id = q.run_id) AS of_run
    FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS q(run_id, demand_id, experiment_id)) AS c
  WHERE c.active AND c.experiment_id IN (${ANY_EXPERIMENT}, c.of_run)
  ORDER BY c.run_id, c.demand_id
  ON CONFLICT DO NOTHING RETURNING run_id, demand_id)
SELECT c.run_id, c.demand_id, (SELECT r.experiment_id FROM runs r WHERE r.run_id = c.run_id) AS experiment_id,
  (SELECT r.name FROM runs r WHERE r.run_id = c.run_id) AS name
FROM crossing c`;

interface Row {
  readonly run_id: string;
  readonly demand_id: string;
  readonly experiment_id: number;
  readonly name: string;
}

export interface NotedCrossing {
  readonly crossing: Crossing;
  readonly experimentId: number;
  readonly runName: string;
}

/** Notes crossings; returns those that are of the right experiment and that nobody had noted before. */
export async function noteCrossings(
  writer: Pick<Writer, 'run'>,
  crossings: readonly Crossing[],
): Promise<NotedCrossing[]> {
  const rows = await writer.run<Row>('note-crossings', SQL, [
    uuidArray(crossings.map(({ write }) => write.runId)),
    uuidArray(crossings.map(({ demand }) => demand.id.replaceAll('-', ''))),
    int4Array(crossings.map(({ condition }) => condition.experiment_id ?? ANY_EXPERIMENT)),
  ]);
  const byName = new Map(crossings.map((crossing) => [crossing.write.runId + crossing.demand.id, crossing]));
  return rows.flatMap(({ run_id, demand_id, experiment_id, name }) => {
    const crossing = byName.get(run_id.replaceAll('-', '') + demand_id);
    return crossing === undefined ? [] : [{ crossing, experimentId: experiment_id, runName: name }];
  });
}

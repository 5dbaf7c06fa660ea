import { formatIsoTime } from './iso-time.ts';
import { csvLine } from './csv.ts';
import type { ExportedRun, ExportPage, ExportRepository } from './export.repository.ts';
import type { RunQuery } from '../search/run-page-sql.ts';

const RUN_COLUMNS = ['run_id', 'run_name', 'experiment_id', 'status', 'start_time', 'end_time', 'user'];

/** A line for each run: its own columns, then `params.…`, `metrics.…` (the latest value) and `tags.…` for every key of the experiments. */
export async function* runsCsv(
  repository: ExportRepository,
  query: RunQuery,
  first: ExportPage,
): AsyncGenerator<string> {
  const keys = await repository.keys(query);
  yield csvLine([
    ...RUN_COLUMNS,
    ...keys.params.map((key) => `params.${key}`),
    ...keys.metrics.map((key) => `metrics.${key}`),
    ...keys.tags.map((key) => `tags.${key}`),
  ]);
  for await (const runs of pages(repository, query, first)) {
    const values = await repository.values(runs.map((run) => run.run_id));
    yield runs
      .map((run) => {
        const own = values.get(run.run_id);
        return csvLine([
          ...runColumns(run),
          ...keys.params.map((key) => own?.params.get(key)),
          ...keys.metrics.map((key) => own?.metrics.get(key)),
          ...keys.tags.map((key) => own?.tags.get(key)),
        ]);
      })
      .join('');
  }
}

/** A line for each point that was logged. */
export async function* historiesCsv(
  repository: ExportRepository,
  query: RunQuery,
  first: ExportPage,
): AsyncGenerator<string> {
  yield csvLine(['run_id', 'run_name', 'metric', 'step', 'timestamp', 'value']);
  for await (const runs of pages(repository, query, first))
    for (const run of runs)
      for (const series of await repository.series(run.run_id))
        for await (const points of repository.points(series.series_id))
          yield points
            .map((point) =>
              csvLine([
                wireId(run.run_id),
                run.name,
                series.key,
                point.step,
                formatIsoTime(point.timestamp_ms),
                point.value,
              ]),
            )
            .join('');
}

async function* pages(
  repository: ExportRepository,
  query: RunQuery,
  first: ExportPage,
): AsyncGenerator<readonly ExportedRun[]> {
  let page = first;
  yield page.runs;
  while (page.nextPageToken !== undefined) {
    page = await repository.page({ ...query, pageToken: page.nextPageToken });
    yield page.runs;
  }
}

function runColumns(run: ExportedRun): (string | number | null)[] {
  return [
    wireId(run.run_id),
    run.name,
    run.experiment_id,
    run.status,
    formatIsoTime(run.start_ms),
    formatIsoTime(run.end_ms),
    run.user_id,
  ];
}

const wireId = (uuid: string): string => uuid.replaceAll('-', '');

import { Injectable } from '@nestjs/common';
import type { QueryTraceMetrics } from '@millrace/contracts/tracking/traces';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database } from '@millrace/database/database';
import { Parameters } from '@millrace/search/sql/parameters';
import { readMetricQuery } from './metric-query.ts';
import { metricSql } from './metric-sql.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** MLflow's MetricDataPoint: one group of traces, spans or assessments. */
export interface DataPoint {
  readonly metric_name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
}

@Injectable()
export class TraceMetricsService {
  constructor(private readonly database: Database) {}

  /** Aggregates a metric over traces, spans or assessments, by time and by other dimensions. */
  async query(request: MessageOf<typeof QueryTraceMetrics>): Promise<readonly DataPoint[]> {
    const query = readMetricQuery(request);
    const parameters = new Parameters();
    const rows = await this.database.query<Row>(metricSql(query, parameters), parameters.values);
    return rows.flatMap((row) => {
      const values = query.aggregations.flatMap(({ name }, index) => {
        const value = row[`v${index + 1}`];
        return typeof value === 'number' ? [[name, value] as const] : [];
      });
      if (values.length === 0) return [];
      const dimensions = query.dimensions.map((name, index) => [name, String(row[`d${index + 1}`])] as const);
      if (query.intervalSeconds) dimensions.push(['time_bucket', timeText(Number(row['bucket']))]);
      return [
        {
          metric_name: query.name,
          ...(dimensions.length > 0 && { dimensions: Object.fromEntries(dimensions) }),
          values: Object.fromEntries(values),
        },
      ];
    });
  }
}

/** As Python's `isoformat` writes a time in UTC: `2026-11-25T13:00:00+00:00`. */
function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -5)}+00:00`;
}

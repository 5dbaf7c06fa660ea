import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { gauge } from '@millrace/service-kit/metrics/gauge';
import { Metrics } from '@millrace/service-kit/metrics/metrics';

/** How many project runs wait and are under way, over all runners, for `/metrics`. */
@Injectable()
export class QueueMetrics {
  constructor(
    metrics: Metrics,
    private readonly database: Database,
  ) {
    metrics.add({ metrics: () => this.text() });
  }

  private async text(): Promise<string> {
    const states = ['queued', 'building', 'running', 'uploading'];
    const rows = await this.database
      .query<{ state: string; count: number }>(
        'SELECT state, count(*)::int AS count FROM project_runs WHERE state = ANY ($1) GROUP BY state',
        [states],
      )
      .catch(() => undefined);
    const readings =
      rows &&
      states.map((state) => ({
        labels: { state },
        value: rows.find((row) => row.state === state)?.count ?? 0,
      }));
    return gauge(
      'millrace_project_runs',
      'Project runs that have not ended, by state, over all runners.',
      readings ?? [],
    );
  }
}

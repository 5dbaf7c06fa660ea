import type { Database } from '@millrace/database/database';
import { gauge } from '@millrace/service-kit/metrics/gauge';
import type { MetricsSource } from '@millrace/service-kit/metrics/metrics';

interface Outbox {
  readonly waiting: number;
  readonly age: number;
}

// The partial index on what is not published holds no more than that.
const OUTBOX = `SELECT count(*)::int AS waiting,
    coalesce(extract(epoch FROM now() - (SELECT created_at FROM outbox_events WHERE published_at IS NULL ORDER BY id LIMIT 1)), 0)::float8 AS age
  FROM outbox_events WHERE published_at IS NULL`;

/** The connections of this process to the database, and the events in it that nobody has been told of yet. */
export function storeMetrics(database: Database): MetricsSource {
  return {
    async metrics() {
      const { totalCount, idleCount, waitingCount } = database.pool;
      const connections = gauge(
        'millrace_database_connections',
        'Connections of this process to the database, and requests that wait for one.',
        [
          { labels: { state: 'busy' }, value: totalCount - idleCount },
          { labels: { state: 'idle' }, value: idleCount },
          { labels: { state: 'awaited' }, value: waitingCount },
        ],
      );
      // While the database is away the rest is told all the same.
      const [outbox] = await database.query<Outbox>(OUTBOX).catch(() => []);
      const read = (value: number | undefined): { value: number }[] =>
        value === undefined ? [] : [{ value }];
      return [
        connections,
        gauge(
          'millrace_outbox_events',
          'Events in the outbox that are not published yet.',
          read(outbox?.waiting),
        ),
        gauge(
          'millrace_outbox_age_seconds',
          'For how long the oldest of them has waited.',
          read(outbox?.age),
        ),
      ].join('');
    },
  };
}

/** Upper bounds in seconds, from what a metric takes to log to what a large search may. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const NAME = 'http_request_duration_seconds';

interface Times {
  readonly labels: string;
  /** How many requests fell into each bucket; the last one has no bound. */
  readonly counts: number[];
  sum: number;
}

/**
 * How long requests took, by method, route and status, as a Prometheus histogram. Counted by hand: a library's `observe`
 * costs more than a microsecond, which is a few per cent of what logging a metric takes.
 */
export class RequestTimes {
  private readonly byRoute = new Map<object, Map<number, Times>>();
  /** A route may have several keys: what has the same labels is counted together. */
  private readonly byLabels = new Map<string, Times>();

  /** `key` is an object that stands for the route; the names are looked at only when it is new. */
  observe(key: object, method: string, route: string, status: number, seconds: number): void {
    let byStatus = this.byRoute.get(key);
    if (!byStatus) this.byRoute.set(key, (byStatus = new Map()));
    let times = byStatus.get(status);
    if (!times) byStatus.set(status, (times = this.labelled(method, route, status)));
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] as number)) bucket++;
    times.counts[bucket] = (times.counts[bucket] as number) + 1;
    times.sum += seconds;
  }

  /** Prometheus' text format. */
  metrics(): string {
    const lines = [`# HELP ${NAME} How long requests took, in seconds.`, `# TYPE ${NAME} histogram`];
    for (const times of this.byLabels.values()) lines.push(...linesOf(times));
    return `${lines.join('\n')}\n`;
  }

  private labelled(method: string, route: string, status: number): Times {
    const labels = `method="${method}",route="${route.replace(/["\\]/g, '\\$&')}",status="${status}"`;
    let times = this.byLabels.get(labels);
    if (!times) {
      times = { labels, counts: Array.from({ length: BOUNDS.length + 1 }, () => 0), sum: 0 };
      this.byLabels.set(labels, times);
    }
    return times;
  }
}

function linesOf({ labels, counts, sum }: Times): string[] {
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    return `${NAME}_bucket{${labels},le="${BOUNDS[index] ?? '+Inf'}"} ${total}`;
  });
  return [...buckets, `${NAME}_sum{${labels}} ${sum}`, `${NAME}_count{${labels}} ${total}`];
}

import { Load } from '../tracking/load.ts';

const WARM_UP = 500;
const REQUESTS = 3000;
/** So many requests go to one address before it is the other's turn: what else the machine does hits both alike. */
const TURN = 20;

export interface Cost {
  readonly what: string;
  /** Milliseconds, of one client that waits for each answer. */
  readonly direct: { readonly p50: number; readonly p99: number };
  readonly gateway: { readonly p50: number; readonly p99: number };
}

/** How long the same requests take to the tracking service itself and through the gateway. */
export async function gatewayCost(gateway: string, direct: string): Promise<Cost[]> {
  const [through, straight] = [new Load(gateway, 1), new Load(direct, 1)];
  const { run } = await straight.json<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: '0',
  });
  const runId = run.info.run_id;
  let step = 0;
  const log = (load: Load): Promise<unknown> =>
    load.post('runs/log-metric', { run_id: runId, key: 'a', value: 1, timestamp: 1, step: step++ });
  const get = (load: Load): Promise<unknown> => load.get(`runs/get?run_id=${runId}`);
  const costs = [
    await measure(
      'get a run',
      () => get(straight),
      () => get(through),
    ),
    await measure(
      'log a metric',
      () => log(straight),
      () => log(through),
    ),
  ];
  for (const load of [through, straight]) load.close();
  return costs;
}

type Send = () => Promise<unknown>;

async function measure(what: string, straight: Send, through: Send): Promise<Cost> {
  const times = new Map<Send, number[]>([
    [straight, []],
    [through, []],
  ]);
  for (let sent = 0; sent < WARM_UP + REQUESTS; sent += TURN)
    for (const [send, took] of times)
      for (let request = 0; request < TURN; request++) {
        const begin = performance.now();
        await send();
        if (sent >= WARM_UP) took.push(performance.now() - begin);
      }
  return { what, direct: percentiles(times.get(straight)), gateway: percentiles(times.get(through)) };
}

function percentiles(times: readonly number[] = []): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

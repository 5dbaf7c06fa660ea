import { address, millrace } from './request.ts';

/** New points of one metric, as columns. */
export interface LivePoints {
  readonly key: string;
  readonly step: readonly number[];
  /** Milliseconds since 1970. */
  readonly time: readonly number[];
  /** Null stands for NaN. */
  readonly value: readonly (number | null)[];
}

export interface RunEventHandler {
  /** Points were logged. */
  readonly onPoints?: (runId: string, points: readonly LivePoints[]) => void;
  /** Something else of the run changed: status, name, parameters, tags. */
  readonly onChange?: (runId: string) => void;
  /** Something may have been missed: read again what is shown of these runs. */
  readonly onReset?: (runIds: readonly string[]) => void;
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
const MOST_RUNS = 200;

const handlers = new Map<RunEventHandler, ReadonlySet<string>>();
let source: EventSource | undefined;
let followed = '';
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastEventId = '';

/**
 * Tells of what is logged to these runs until the returned function is called. A page has one connection for all who ask, and
 * none while it is hidden: browsers allow a server six. It comes back by itself, and goes on where it broke off.
 */
export function followRuns(runIds: Iterable<string>, handler: RunEventHandler): () => void {
  handlers.set(handler, new Set(runIds));
  connectSoon();
  return () => {
    handlers.delete(handler);
    connectSoon();
  };
}

document.addEventListener('visibilitychange', () => connectSoon());

function connectSoon(wait = 50): void {
  clearTimeout(timer);
  timer = setTimeout(connect, wait);
}

function connect(): void {
  const runIds = [...new Set([...handlers.values()].flatMap((each) => [...each]))].sort().slice(0, MOST_RUNS);
  const wanted = document.hidden ? '' : runIds.join();
  if (wanted === followed && source?.readyState !== EventSource.CLOSED) return;
  source?.close();
  source = undefined;
  followed = wanted;
  if (wanted === '') return;
  // A new connection can send no header of its own, so the id goes along with the address.
  const query = { run_id: runIds, last_event_id: lastEventId === '' ? undefined : lastEventId };
  const opened = new EventSource(address(millrace('runs/events'), query));
  source = opened;
  listen(opened);
}

function listen(opened: EventSource): void {
  const on = (name: string, act: (data: unknown) => void): void =>
    opened.addEventListener(name, (event: MessageEvent<string>) => {
      if (opened !== source) return;
      lastEventId = event.lastEventId;
      act(JSON.parse(event.data));
    });
  on('ready', () => (failures = 0));
  on('points', (data) => {
    const { run_id, points } = data as { run_id: string; points: LivePoints[] };
    tell([run_id], (handler) => handler.onPoints?.(run_id, points));
  });
  on('run', (data) => {
    const { run_id } = data as { run_id: string };
    tell([run_id], (handler) => handler.onChange?.(run_id));
  });
  on('reset', (data) => {
    const { run_ids } = data as { run_ids: string[] };
    tell(run_ids, (handler) => handler.onReset?.(run_ids));
  });
  opened.addEventListener('error', () => {
    // A browser comes back by itself from a broken connection, but not from a refusal.
    if (opened !== source || opened.readyState !== EventSource.CLOSED) return;
    connectSoon(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  });
}

function tell(runIds: readonly string[], act: (handler: RunEventHandler) => void): void {
  for (const [handler, followedBy] of handlers)
    if (runIds.some((runId) => followedBy.has(runId))) act(handler);
}

import { projectLogAddress } from '../../api/project-runs.ts';
import { LogLines } from './log-lines.ts';

export type FeedState =
  /** Nothing came yet. */
  | 'waiting'
  | 'live'
  /** The connection broke; it comes back by itself. */
  | 'broken'
  /** The run has ended, and all of its log is here. */
  | 'ended';

/** What a reader sees change: a new one whenever anything has. */
export interface FeedView {
  readonly state: FeedState;
  readonly lines: LogLines;
}

const TELL_MS = 80;
const RETRY_MS = 3_000;

/** The log of a run as it is printed. It is followed by server-sent events, while the page is not hidden: browsers allow a server six connections. */
export class LogFeed {
  private readonly lines = new LogLines();
  private readonly listeners = new Set<() => void>();
  private view: FeedView = { state: 'waiting', lines: this.lines };
  private state: FeedState = 'waiting';
  private source: EventSource | undefined;
  private lastEventId = '';
  private telling: ReturnType<typeof setTimeout> | undefined;
  private retrying: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly runId: string,
    private readonly onEnd: () => void,
  ) {}

  readonly snapshot = (): FeedView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Follows the log until the returned function is called. */
  start(): () => void {
    const look = (): void => (document.hidden ? this.close() : this.connect());
    document.addEventListener('visibilitychange', look);
    look();
    return () => {
      document.removeEventListener('visibilitychange', look);
      this.close();
    };
  }

  private close(): void {
    clearTimeout(this.retrying);
    this.source?.close();
    this.source = undefined;
  }

  private connect(): void {
    if (this.state === 'ended' || this.source) return;
    // A new connection can send no header of its own, so the id goes along with the address.
    const query = this.lastEventId === '' ? '' : `?last_event_id=${this.lastEventId}`;
    const source = new EventSource(projectLogAddress(this.runId) + query);
    this.source = source;
    source.addEventListener('open', () => this.become('live'));
    source.addEventListener('message', (event: MessageEvent<string>) => {
      this.lastEventId = event.lastEventId;
      this.lines.append(JSON.parse(event.data) as string);
      this.become('live');
    });
    source.addEventListener('end', () => {
      this.close();
      this.become('ended');
      this.onEnd();
    });
    source.addEventListener('error', () => {
      this.become('broken');
      // A browser comes back by itself from a broken connection, but not from a refusal.
      if (source.readyState !== EventSource.CLOSED) return;
      this.close();
      this.retrying = setTimeout(() => this.connect(), RETRY_MS);
    });
  }

  /** Readers are told a few times a second: a log may come by the megabyte. */
  private become(state: FeedState): void {
    this.state = state;
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      this.view = { state: this.state, lines: this.lines };
      for (const listener of this.listeners) listener();
    }, TELL_MS);
  }
}

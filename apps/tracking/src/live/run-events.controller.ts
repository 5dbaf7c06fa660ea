import { Controller, Req, Res } from '@nestjs/common';
import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { EVENT_STREAM, MAX_UNSENT_BYTES, openStream } from '@millrace/service-kit/http/open-stream';
import { readQuery } from '@millrace/service-kit/http/query';
import { Stopping } from '@millrace/service-kit/lifecycle/stopping';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RunReaders } from './run-readers.ts';

const MAX_RUNS = 200;
const MAX_READERS = 2_000;
const HEARTBEAT_MS = 15_000;

/** Millrace's own: what is logged to runs, as it is logged, as server-sent events. */
@Controller()
export class RunEventsController {
  constructor(
    private readonly readers: RunReaders,
    private readonly stopping: Stopping,
  ) {}

  /**
   * Query: `run_id`, once for each run. A client that comes back sends `Last-Event-ID`, as browsers do by themselves, or
   * `last_event_id` with the query, which a browser needs that begins anew.
   */
  @Endpoint('GET', '/api/millrace/runs/events', allow('read', 'run'), {
    summary: 'What is logged to runs, as server-sent events',
    endless: true,
  })
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const runIds = readRunIds(request);
    if (this.readers.count >= MAX_READERS || this.stopping.signal.aborted)
      throw new MlflowError(
        'TEMPORARILY_UNAVAILABLE',
        'Too many readers follow runs already; try again later.',
      );
    const raw = openStream(reply, EVENT_STREAM);
    const write = (text: string): void => {
      // A reader that does not keep up is cut off: it comes back, and reads what it missed.
      if (raw.writableLength > MAX_UNSENT_BYTES) raw.destroy();
      else if (!raw.destroyed) raw.write(text);
    };
    const end = (): void => void raw.end();
    const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
    this.stopping.signal.addEventListener('abort', end);
    const closed = new Promise<void>((resolve) => raw.once('close', resolve));
    try {
      write('retry: 2000\n\n');
      const leave = await this.readers.add(runIds, lastEventId(request), write);
      await closed;
      leave();
    } catch {
      // The message store is away. The client tries again by itself.
      raw.destroy();
    } finally {
      clearInterval(heartbeat);
      this.stopping.signal.removeEventListener('abort', end);
    }
  }
}

function lastEventId(request: FastifyRequest): string | undefined {
  const header = request.headers['last-event-id'];
  return (Array.isArray(header) ? header[0] : header) ?? readQuery(request)['last_event_id']?.[0];
}

function readRunIds(request: FastifyRequest): ReadonlySet<string> {
  const runIds = new Set(readQuery(request)['run_id'] ?? []);
  if (runIds.size === 0 || runIds.size > MAX_RUNS)
    throw invalidParameter(
      `Give run_id once for each run to follow: at least one, at most ${MAX_RUNS}. Got ${runIds.size}.`,
    );
  for (const runId of runIds)
    if (runIdToUuid(runId) === undefined)
      throw invalidParameter(
        `Invalid value '${runId.slice(0, 100)}' for parameter 'run_id': a run id has 32 hexadecimal digits.`,
      );
  return runIds;
}

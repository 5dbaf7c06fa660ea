import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Param, Req, Res } from '@nestjs/common';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { EVENT_STREAM, MAX_UNSENT_BYTES, openStream } from '@millrace/service-kit/http/open-stream';
import { Stopping } from '@millrace/service-kit/lifecycle/stopping';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeptLog } from '../execution/kept-log.ts';
import { RunLogsRepository } from '../execution/run-logs.repository.ts';
import { hasEnded, type ProjectRun } from './project-run.ts';
import { projectRunReply } from './project-run-reply.ts';
import { ROUTE } from './project-runs.controller.ts';
import { ProjectRunsService } from './project-runs.service.ts';

const LOOK_MS = 300;
const HEARTBEAT_LOOKS = 50;
const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** What a run has printed. */
@Controller()
export class RunLogController {
  constructor(
    private readonly runs: ProjectRunsService,
    private readonly logs: RunLogsRepository,
    private readonly kept: KeptLog,
    private readonly stopping: Stopping,
  ) {}

  @Endpoint('GET', `${ROUTE}/:run_id/logs`, allow('read', 'run'), {
    endless: true,
    summary:
      'What a run has printed, as text; as server-sent events while it goes on, to who accepts text/event-stream. The last event is "end".',
  })
  async read(
    @Param('run_id') runId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = await this.runs.get(runId);
    const asEvents = (request.headers.accept ?? '').includes('text/event-stream');
    // A browser that opens a new connection cannot send the header.
    const { last_event_id: after } = request.query as { readonly last_event_id?: string };
    const from = Number(request.headers['last-event-id'] ?? after ?? 0);
    const raw = openStream(reply, asEvents ? EVENT_STREAM : TEXT);
    try {
      if (asEvents) await this.follow(runId, Number.isSafeInteger(from) && from > 0 ? from : 0, raw);
      else await this.write(run, 0, raw, (_, text) => text);
      raw.end();
    } catch {
      // The database is away, or the client is gone. Who follows comes back by itself.
      raw.destroy();
    }
  }

  private async follow(runId: string, from: number, raw: ServerResponse): Promise<void> {
    let number = from;
    raw.write('retry: 1000\n\n');
    for (let look = 1; !raw.destroyed && !this.stopping.signal.aborted; look += 1) {
      // The state comes first: what was printed before the end is there when the end is seen.
      const run = await this.runs.get(runId);
      number = await this.write(run, number, raw, event);
      if (hasEnded(run))
        return void raw.write(`event: end\ndata: ${JSON.stringify(projectRunReply(run))}\n\n`);
      if (look % HEARTBEAT_LOOKS === 0) raw.write(': still here\n\n');
      await sleep(LOOK_MS);
    }
  }

  /** Writes the pieces after a number; resolves with the last one's. */
  private async write(
    { runId, logPruned }: ProjectRun,
    after: number,
    raw: ServerResponse,
    form: (number: number, text: string) => string,
  ): Promise<number> {
    if (logPruned) return this.writeKept(runId, after, raw, form);
    let last = after;
    for (;;) {
      const pieces = await this.logs.after(runId, last, 50);
      if (pieces.length === 0 || raw.destroyed) return last;
      for (const { number, text } of pieces) raw.write(form(number, text));
      last = pieces.at(-1)?.number ?? last;
      while (raw.writableLength > MAX_UNSENT_BYTES && !raw.destroyed) await sleep(50);
    }
  }

  /** The pieces are gone, and all of it is one. */
  private async writeKept(
    runId: string,
    after: number,
    raw: ServerResponse,
    form: (number: number, text: string) => string,
  ): Promise<number> {
    if (after > 0) return after;
    for await (const text of this.kept.read(runId)) {
      raw.write(form(1, text));
      while (raw.writableLength > MAX_UNSENT_BYTES && !raw.destroyed) await sleep(50);
    }
    return 1;
  }
}

/** A piece as an event; JSON, since pieces need not end with lines. */
function event(number: number, text: string): string {
  return `id: ${number}\ndata: ${JSON.stringify(text)}\n\n`;
}

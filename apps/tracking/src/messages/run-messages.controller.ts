import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { createRun, getRun, logToRun, setRunStatus } from '@millrace/contracts/messages/tracking';
import { HandleMessage } from '@millrace/messaging/nest/handle-message';
import type { z } from 'zod';
import { BatchService } from '../batch/batch.service.ts';
import { RunsService } from '../runs/runs.service.ts';

interface Run {
  readonly info: { readonly run_id: string; readonly run_name: string };
}

/** Runs that other services make and end: those of projects. */
@Controller()
export class RunMessagesController {
  constructor(
    private readonly runs: RunsService,
    private readonly batch: BatchService,
  ) {}

  @HandleMessage(createRun)
  async create(
    @Payload() { status, ...request }: z.infer<typeof createRun.payload>,
  ): Promise<z.infer<typeof createRun.reply>> {
    const there = request.runId === undefined ? undefined : await this.runs.find(request.runId);
    const { info } = (
      there === undefined
        ? (JSON.parse(await this.runs.create(request)) as { run: Run }).run
        : JSON.parse(there)
    ) as Run;
    const { run_id: runId, run_name: name } = info;
    if (status !== 'RUNNING') await this.set({ runId, status });
    return { runId, name };
  }

  @HandleMessage(logToRun)
  async log(
    @Payload() { runId, params, tags }: z.infer<typeof logToRun.payload>,
  ): Promise<Record<string, never>> {
    await this.batch.log({ run_id: runId, params, tags, metrics: [] });
    return {};
  }

  @HandleMessage(setRunStatus)
  async set(
    @Payload() { runId, status, endMs }: z.infer<typeof setRunStatus.payload>,
  ): Promise<Record<string, never>> {
    // An end of 0 counts as none.
    await this.runs.update(runId, { status, endMs: endMs ?? 0, name: undefined });
    return {};
  }

  @HandleMessage(getRun)
  async get(@Payload() { runId }: z.infer<typeof getRun.payload>): Promise<z.infer<typeof getRun.reply>> {
    return { json: await this.runs.get(runId) };
  }
}

import { Injectable } from '@nestjs/common';
import { createRun, getRunArtifactUri, logToRun, setRunStatus } from '@millrace/contracts/messages/tracking';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';

/** Text by key. */
export type Texts = Readonly<Record<string, string>>;

const MAX_TAG = 8000;

/** The tracked runs of projects, which the tracking service keeps. */
@Injectable()
export class TrackedRuns {
  constructor(private readonly messages: MessagingClient) {}

  /** Makes a run that waits. Resolves with its id. An unknown experiment is RESOURCE_DOES_NOT_EXIST. */
  async create(run: {
    readonly experimentId: string;
    readonly userId: string;
    readonly name: string;
    readonly tags: Texts;
  }): Promise<string> {
    const request = { ...run, startMs: Date.now(), status: 'SCHEDULED' as const, tags: pairs(run.tags) };
    return (await this.messages.request(createRun, request)).runId;
  }

  async log(runId: string, params: Texts, tags: Texts): Promise<void> {
    await this.messages.request(logToRun, { runId, params: pairs(params), tags: pairs(tags) });
  }

  /** One that has ended is given the time. */
  async setStatus(
    runId: string,
    status: 'SCHEDULED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED',
    endMs?: number,
  ): Promise<void> {
    await this.messages.request(setRunStatus, { runId, status, ...(endMs !== undefined && { endMs }) });
  }

  async artifactUri(runId: string): Promise<string> {
    return (await this.messages.request(getRunArtifactUri, { runId })).artifactUri;
  }
}

function pairs(texts: Texts): { key: string; value: string }[] {
  return Object.entries(texts).map(([key, value]) => ({ key, value: value.slice(0, MAX_TAG) }));
}

import { Injectable } from '@nestjs/common';
import {
  createRun,
  getRun,
  getRunArtifactUri,
  logToRun,
  setRunStatus,
} from '@millrace/contracts/messages/tracking';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';

/** Text by key. */
export type Texts = Readonly<Record<string, string>>;

interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** What is asked of a run. Numbers that JSON has no word for are texts, such as `NaN`. */
export interface TrackedRun {
  readonly info: { readonly artifact_uri: string };
  readonly data: {
    readonly metrics?: readonly { readonly key: string; readonly value: number | string }[];
    readonly params?: readonly KeyValue[];
  };
  readonly inputs?: {
    readonly dataset_inputs?: readonly {
      readonly dataset: { readonly name: string; readonly digest: string };
    }[];
  };
}

const MAX_TAG = 8000;
const MAX_KNOWN = 1000;

/** The tracked runs of projects, which the tracking service keeps. */
@Injectable()
export class TrackedRuns {
  private readonly artifactUris = new Map<string, string>();

  constructor(private readonly messages: MessagingClient) {}

  /** Makes a run that waits. Resolves with its id and its name. An unknown experiment is RESOURCE_DOES_NOT_EXIST. One whose id is given is made once. */
  async create(run: {
    readonly runId?: string | undefined;
    readonly status?: 'RUNNING';
    readonly experimentId: string;
    readonly userId: string;
    readonly name: string;
    readonly tags: Texts;
  }): Promise<{ readonly runId: string; readonly name: string }> {
    const { status = 'SCHEDULED' as const, tags, ...about } = run;
    const request = { ...about, status, startMs: Date.now(), tags: pairs(tags) };
    return this.messages.request(createRun, request);
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

  /** The run with all that was logged to it. */
  async get(runId: string): Promise<TrackedRun> {
    return JSON.parse((await this.messages.request(getRun, { runId })).json) as TrackedRun;
  }

  /** It never changes, and is asked for a few times in a row. */
  async artifactUri(runId: string): Promise<string> {
    const known = this.artifactUris.get(runId);
    if (known !== undefined) return known;
    const { artifactUri } = await this.messages.request(getRunArtifactUri, { runId });
    if (this.artifactUris.size >= MAX_KNOWN) this.artifactUris.clear();
    this.artifactUris.set(runId, artifactUri);
    return artifactUri;
  }
}

function pairs(texts: Texts): { key: string; value: string }[] {
  return Object.entries(texts).map(([key, value]) => ({ key, value: value.slice(0, MAX_TAG) }));
}

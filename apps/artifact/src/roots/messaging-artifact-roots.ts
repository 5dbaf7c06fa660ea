import {
  getLoggedModelLocation,
  getRunArtifactUri,
  getTraceArtifactUri,
  getTraceData,
} from '@millrace/contracts/messages/tracking';
import { getModelVersion } from '@millrace/contracts/messages/registry';
import { type ErrorCode, HTTP_STATUS_OF_ERROR_CODE, MlflowError } from '@millrace/contracts/errors';
import type { MessagingClient } from '@millrace/messaging/nest/messaging-client';
import { ArtifactRoots } from './artifact-roots.ts';
import { Remembered } from './remembered.ts';

/** Asks tracking and the registry. What never changes is remembered. */
export class MessagingArtifactRoots extends ArtifactRoots {
  readonly #runs = new Remembered();
  readonly #models = new Remembered();
  readonly #traces = new Remembered();

  constructor(private readonly messaging: MessagingClient) {
    super();
  }

  ofRun(runId: string): Promise<string> {
    return this.#runs.get(runId, async () => {
      return (await told(this.messaging.request(getRunArtifactUri, { runId }))).artifactUri;
    });
  }

  ofLoggedModel(modelId: string): Promise<string> {
    return this.#models.get(modelId, async () => {
      return (await told(this.messaging.request(getLoggedModelLocation, { modelId }))).artifactLocation;
    });
  }

  ofTrace(traceId: string): Promise<string> {
    return this.#traces.get(traceId, async () => {
      return (await told(this.messaging.request(getTraceArtifactUri, { traceId }))).artifactUri;
    });
  }

  async ofModelVersion(name: string, version: string): Promise<string> {
    return (await told(this.messaging.request(getModelVersion, { name, version }))).location;
  }

  async traceData(traceId: string): Promise<string | undefined> {
    return (await told(this.messaging.request(getTraceData, { traceId }))).json;
  }
}

/** A handler's error is told as it would be here, and so is the absence of an answer. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { errorCode } = error as { errorCode?: string };
    if (errorCode === undefined || !(errorCode in HTTP_STATUS_OF_ERROR_CODE)) throw error;
    throw new MlflowError(errorCode as ErrorCode, (error as Error).message);
  }
}

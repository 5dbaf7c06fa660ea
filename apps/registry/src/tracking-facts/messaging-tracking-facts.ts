import { Injectable } from '@nestjs/common';
import { type ErrorCode, HTTP_STATUS_OF_ERROR_CODE, MlflowError } from '@millrace/contracts/errors';
import {
  getLoggedModelLocation,
  getRunArtifactUri,
  noteModelVersion,
} from '@millrace/contracts/messages/tracking';
import { RemoteError } from '@millrace/messaging/errors/remote-error';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';
import { type LoggedModelFacts, TrackingFacts } from './tracking-facts.ts';

/** Asks the tracking service. Where it does not answer, the error is 503 and names it. */
@Injectable()
export class MessagingTrackingFacts extends TrackingFacts {
  constructor(private readonly messaging: MessagingClient) {
    super();
  }

  async runArtifactUri(runId: string): Promise<string> {
    const answer = await asMlflowError(this.messaging.request(getRunArtifactUri, { runId }));
    return answer.artifactUri;
  }

  loggedModel(modelId: string): Promise<LoggedModelFacts> {
    return asMlflowError(this.messaging.request(getLoggedModelLocation, { modelId }));
  }

  async noteModelVersion(modelId: string, name: string, version: number): Promise<void> {
    await asMlflowError(this.messaging.request(noteModelVersion, { modelId, name, version }));
  }
}

/** A handler's error is told as it would be here. */
async function asMlflowError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof RemoteError) || !(error.errorCode in HTTP_STATUS_OF_ERROR_CODE)) throw error;
    throw new MlflowError(error.errorCode as ErrorCode, error.message);
  }
}

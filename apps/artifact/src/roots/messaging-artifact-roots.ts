import {
  getLoggedModelLocation,
  getRunArtifactUri,
  getTraceArtifactUri,
  getTraceData,
} from '@millrace/contracts/messages/tracking';
import { getModelVersion } from '@millrace/contracts/messages/registry';
import { told } from '@millrace/contracts/messages/told';
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

import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { modelVersionCreated } from '@millrace/contracts/messages/registry';
import {
  findRunModel,
  getLoggedModelLocation,
  getRunArtifactUri,
  getTraceArtifactUri,
  getTraceData,
  noteModelVersion,
} from '@millrace/contracts/messages/tracking';
import { HandleEvent } from '@millrace/messaging/nest/handle-event';
import { HandleMessage } from '@millrace/messaging/nest/handle-message';
import type { z } from 'zod';
import { ArtifactPlaces } from './artifact-places.ts';
import { ModelVersionNotes } from './model-version-notes.ts';
import { TracePlaces } from './trace-places.ts';

/** What tracking answers other services. */
@Controller()
export class TrackingMessagesController {
  constructor(
    private readonly places: ArtifactPlaces,
    private readonly notes: ModelVersionNotes,
    private readonly traces: TracePlaces,
  ) {}

  @HandleMessage(getRunArtifactUri)
  async runArtifactUri(
    @Payload() { runId }: z.infer<typeof getRunArtifactUri.payload>,
  ): Promise<z.infer<typeof getRunArtifactUri.reply>> {
    return { artifactUri: await this.places.ofRun(runId) };
  }

  @HandleMessage(getLoggedModelLocation)
  loggedModelLocation(
    @Payload() { modelId }: z.infer<typeof getLoggedModelLocation.payload>,
  ): Promise<z.infer<typeof getLoggedModelLocation.reply>> {
    return this.places.ofLoggedModel(modelId);
  }

  @HandleMessage(findRunModel)
  async runModel(
    @Payload() { runId, name }: z.infer<typeof findRunModel.payload>,
  ): Promise<z.infer<typeof findRunModel.reply>> {
    const artifactUri = await this.places.ofRun(runId);
    const modelLocation = await this.places.ofRunModel(runId, name);
    return { artifactUri, ...(modelLocation !== undefined && { modelLocation }) };
  }

  @HandleMessage(getTraceArtifactUri)
  async traceArtifactUri(
    @Payload() { traceId }: z.infer<typeof getTraceArtifactUri.payload>,
  ): Promise<z.infer<typeof getTraceArtifactUri.reply>> {
    return { artifactUri: await this.traces.artifactUri(traceId) };
  }

  @HandleMessage(getTraceData)
  async traceData(
    @Payload() { traceId }: z.infer<typeof getTraceData.payload>,
  ): Promise<z.infer<typeof getTraceData.reply>> {
    const json = await this.traces.data(traceId);
    return json === undefined ? {} : { json };
  }

  @HandleMessage(noteModelVersion)
  async noteModelVersion(
    @Payload() { modelId, name, version }: z.infer<typeof noteModelVersion.payload>,
  ): Promise<z.infer<typeof noteModelVersion.reply>> {
    await this.notes.add(modelId, name, version);
    return {};
  }

  /** The command comes sooner; this makes up for one that was lost. A model deleted meanwhile needs no note. */
  @HandleEvent(modelVersionCreated, 'tracking')
  async onModelVersionCreated(
    @Payload() { modelId, name, version, prompt }: z.infer<typeof modelVersionCreated.payload>,
  ): Promise<void> {
    if (modelId !== '' && !prompt) await this.notes.addIfThere(modelId, name, version);
  }
}

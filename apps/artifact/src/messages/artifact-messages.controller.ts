import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { listRunArtifacts } from '@millrace/contracts/messages/artifact';
import { HandleMessage } from '@millrace/messaging/nest/handle-message';
import type { z } from 'zod';
import { RunListing } from '../runs/run-listing.ts';

/** What the artifact service answers other services. */
@Controller()
export class ArtifactMessagesController {
  constructor(private readonly listing: RunListing) {}

  @HandleMessage(listRunArtifacts)
  async runArtifacts(
    @Payload() { runId, path }: z.infer<typeof listRunArtifacts.payload>,
  ): Promise<z.infer<typeof listRunArtifacts.reply>> {
    return { json: JSON.stringify(await this.listing.list(runId, path)) };
  }
}

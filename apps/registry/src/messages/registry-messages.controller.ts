import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { invalidParameter } from '@millrace/contracts/errors';
import {
  getModelVersion,
  type RegisteredVersion,
  resolveModelUri,
  searchModelVersions,
} from '@millrace/contracts/messages/registry';
import { HandleMessage } from '@millrace/messaging/nest/handle-message';
import type { z } from 'zod';
import { ModelVersionSearch } from '../model-versions/model-version-search.ts';
import { VersionLookup } from '../model-versions/version-lookup.ts';
import { parseModelsUri } from '../sources/models-uri.ts';
import { TrackingFacts } from '../tracking-facts/tracking-facts.ts';

/** What the registry answers other services. */
@Controller()
export class RegistryMessagesController {
  constructor(
    private readonly versions: VersionLookup,
    private readonly search: ModelVersionSearch,
    private readonly facts: TrackingFacts,
  ) {}

  @HandleMessage(getModelVersion)
  version(@Payload() payload: z.infer<typeof getModelVersion.payload>): Promise<RegisteredVersion> {
    return this.versions.byNumber(payload.name, payload.version);
  }

  @HandleMessage(resolveModelUri)
  async resolve(
    @Payload() payload: z.infer<typeof resolveModelUri.payload>,
  ): Promise<z.infer<typeof resolveModelUri.reply>> {
    const uri = parseModelsUri(payload.uri);
    if (uri === undefined)
      throw invalidParameter(
        `Not a proper models:/ URI: ${payload.uri}. Models URIs must be of the form 'models:/name/suffix' or ` +
          "'models:/name@alias' where suffix is a version, stage, or the string 'latest' and where alias is a registered " +
          'model alias. Only one of suffix or alias can be defined at a time.',
      );
    if (uri.kind === 'logged-model')
      return { location: (await this.facts.loggedModel(uri.modelId)).artifactLocation };
    const version = await this.versions.byUri(uri);
    return { location: version.location, version };
  }

  @HandleMessage(searchModelVersions)
  async searchVersions(
    @Payload() payload: z.infer<typeof searchModelVersions.payload>,
  ): Promise<z.infer<typeof searchModelVersions.reply>> {
    const { filter, maxResults, orderBy, pageToken } = payload;
    const request = { filter, max_results: maxResults, order_by: orderBy, page_token: pageToken };
    return { json: await this.search.find(request) };
  }
}

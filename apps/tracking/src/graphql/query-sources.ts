import { Injectable } from '@nestjs/common';
import { listRunArtifacts } from '@millrace/contracts/messages/artifact';
import { searchModelVersions } from '@millrace/contracts/messages/registry';
import { SearchModelVersions } from '@millrace/contracts/registry/model-versions';
import { ListArtifacts } from '@millrace/contracts/tracking/run-artifacts';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { parseJson } from '@millrace/contracts/wire/json';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';

/** So many versions come over at once; there is a page token for more. */
const MAX_VERSIONS = 10_000;

export interface VersionsPage {
  readonly model_versions?: readonly { readonly run_id?: string }[];
}

/** What other services know that a query asks for. Throws with TEMPORARILY_UNAVAILABLE where the service is not there. */
@Injectable()
export class QuerySources {
  constructor(private readonly messaging: MessagingClient) {}

  async modelVersions(request: MessageOf<typeof SearchModelVersions>): Promise<VersionsPage> {
    const { filter, order_by: orderBy, page_token: pageToken } = request;
    const maxResults = Math.min(Number(request.max_results ?? MAX_VERSIONS), MAX_VERSIONS);
    const { json } = await this.messaging.request(searchModelVersions, {
      filter,
      maxResults,
      orderBy,
      pageToken,
    });
    return parseJson(json) as VersionsPage;
  }

  /** The versions made from each of the runs, the newest change first. */
  async versionsOfRuns(runIds: readonly string[]): Promise<object[][]> {
    const filter = `run_id IN (${runIds.map((runId) => `'${runId}'`).join(', ')})`;
    const { model_versions = [] } = await this.modelVersions({ filter, order_by: [] });
    return runIds.map((runId) => model_versions.filter((version) => version.run_id === runId));
  }

  async runArtifacts({ run_id, run_uuid, path }: MessageOf<typeof ListArtifacts>): Promise<object> {
    const runId = run_id || run_uuid || '';
    const { json } = await this.messaging.request(listRunArtifacts, { runId, path: path ?? '' });
    return JSON.parse(json) as object;
  }
}

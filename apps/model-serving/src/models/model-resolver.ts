import { Injectable } from '@nestjs/common';
import { appendToArtifactUri, hasTraversal } from '@millrace/contracts/artifacts/artifact-location';
import { invalidParameter } from '@millrace/contracts/errors';
import { resolveModelUri } from '@millrace/contracts/messages/registry';
import { told } from '@millrace/contracts/messages/told';
import { findRunModel } from '@millrace/contracts/messages/tracking';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';
import type { ResolvedModel } from '../deployments/deployment.ts';
import { readRunsUri } from './models-uri.ts';

/** Where the artifacts of a model's URI are: asks the registry and tracking. Their errors are told as they tell them. */
@Injectable()
export class ModelResolver {
  constructor(private readonly messaging: MessagingClient) {}

  async resolve(uri: string): Promise<ResolvedModel> {
    if (!uri.startsWith('runs:')) {
      const { location, version } = await told(this.messaging.request(resolveModelUri, { uri }));
      return { uri, location, modelName: version?.name ?? null, modelVersion: version?.version ?? null };
    }
    const run = readRunsUri(uri);
    if (run === undefined || hasTraversal(run.path))
      throw invalidParameter(
        `'model_uri' ${JSON.stringify(uri.slice(0, 200))} is no model of a run: it must be runs:/<run id>/<path of the model>.`,
      );
    const { path, runId } = run;
    const found = await told(this.messaging.request(findRunModel, { runId, name: path }));
    const location = found.modelLocation ?? appendToArtifactUri(found.artifactUri, ...path.split('/'));
    return { uri, location, modelName: null, modelVersion: null };
  }
}

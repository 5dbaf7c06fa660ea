import { Injectable, Logger } from '@nestjs/common';
import {
  modelVersionCreated,
  modelVersionDeleted,
  modelVersionStageChanged,
} from '@millrace/contracts/messages/registry';
import { Database, type Transaction } from '@millrace/database/database';
import { writeEvent } from '@millrace/messaging/events/write-event';
import { checkDescription, checkRunReference } from '../names/limits.ts';
import { checkModelName } from '../names/model-name.ts';
import { checkVersionTag, type RequestTag, tagsByKey } from '../names/registry-tags.ts';
import { parseVersionNumber } from '../names/version-number.ts';
import { isPrompt } from '../prompts/prompt.ts';
import { noSuchModel } from '../registered-models/not-found.ts';
import { TrackingFacts } from '../tracking-facts/tracking-facts.ts';
import { canonicalStage, checkCanArchiveOthers } from './model-stage.ts';
import { ModelVersionsRepository, type NewVersion } from './model-versions.repository.ts';
import { noSuchVersion, VersionLookup } from './version-lookup.ts';
import { type OriginRequest, VersionOrigin } from './version-origin.ts';

export interface VersionRequest extends OriginRequest {
  readonly name: string;
  readonly tags: readonly RequestTag[];
  readonly runLink: string;
  readonly description: string;
}

/** The rules of model versions. Versions are returned as MLflow's JSON. Unknown ones are 404. */
@Injectable()
export class ModelVersionsService {
  private readonly logger = new Logger(ModelVersionsService.name);

  constructor(
    private readonly database: Database,
    private readonly repository: ModelVersionsRepository,
    private readonly lookup: VersionLookup,
    private readonly origin: VersionOrigin,
    private readonly facts: TrackingFacts,
  ) {}

  async create(request: VersionRequest): Promise<string> {
    const { name, runLink, description } = request;
    const tags = tagsByKey(request.tags);
    const prompt = isPrompt(tags);
    const origin = await this.origin.check(request, prompt);
    checkModelName(name);
    for (const { key = '', value = '' } of request.tags) checkVersionTag(key, value);
    checkDescription(description);
    checkRunReference(origin.runId, runLink);
    const { location, runId } = await this.origin.locate(origin);
    const { source, modelId } = origin;
    const wanted = { source, storageLocation: location, runId, modelId, runLink, description };
    const created = await this.database.transaction((transaction) =>
      this.add(transaction, name, wanted, tags, prompt),
    );
    if (!prompt && modelId) await this.database.afterCommit(() => this.note(modelId, name, created.version));
    return created.json;
  }

  async get(name: string, versionText: string): Promise<string> {
    checkModelName(name);
    const { version, shown } = parseVersionNumber(versionText);
    const json = await this.repository.find(name, version);
    if (json === undefined) throw noSuchVersion(name, shown);
    return json;
  }

  async getByAlias(name: string, alias: string): Promise<string> {
    const { version } = await this.lookup.byAlias(name, alias);
    return this.get(name, String(version));
  }

  /** Where the version's artifacts are to be had. */
  async downloadUri(name: string, versionText: string): Promise<string> {
    return (await this.lookup.byNumber(name, versionText)).location;
  }

  async update(name: string, versionText: string, description: string | undefined): Promise<string> {
    checkModelName(name);
    const { version, shown } = parseVersionNumber(versionText);
    checkDescription(description ?? '');
    if (!(await this.repository.describe(name, version, description))) throw noSuchVersion(name, shown);
    return this.get(name, versionText);
  }

  /** Moves a version to a stage, and the versions that were there to the archive if `archiveOthers`. */
  async transition(
    name: string,
    versionText: string,
    stageText: string,
    archiveOthers: boolean,
  ): Promise<string> {
    const stage = canonicalStage(stageText);
    if (archiveOthers) checkCanArchiveOthers(stage, stageText);
    checkModelName(name);
    const { version, shown } = parseVersionNumber(versionText);
    return this.database.transaction(async (transaction) => {
      const now = Date.now();
      await this.repository.lockModel(transaction, name, now);
      const archived = archiveOthers
        ? await this.repository.archiveOthers(transaction, name, version, stage, now)
        : [];
      const from = await this.repository.move(transaction, name, version, stage, now);
      const json = await this.repository.find(name, version, transaction);
      if (from === undefined || json === undefined) throw noSuchVersion(name, shown);
      const moves = archived.map((each) => ({ name, version: each, from: stage as string, to: 'Archived' }));
      if (from !== stage) moves.push({ name, version, from, to: stage });
      for (const move of moves) await writeEvent(transaction.client, modelVersionStageChanged, move);
      return json;
    });
  }

  async remove(name: string, versionText: string): Promise<void> {
    const { version, shown } = parseVersionNumber(versionText);
    checkModelName(name);
    await this.database.transaction(async (transaction) => {
      const now = Date.now();
      await this.repository.lockModel(transaction, name, now);
      if (!(await this.repository.remove(transaction, name, version, now))) throw noSuchVersion(name, shown);
      await writeEvent(transaction.client, modelVersionDeleted, { name, version });
    });
  }

  /** The version is made whatever comes of this, and tracking hears of it by the event as well. */
  private async note(modelId: string, name: string, version: number): Promise<void> {
    try {
      await this.facts.noteModelVersion(modelId, name, version);
    } catch (error) {
      this.logger.warn(
        `The logged model ${modelId} does not list its version yet: ${(error as Error).message}`,
      );
    }
  }

  private async add(
    transaction: Transaction,
    name: string,
    wanted: NewVersion,
    tags: ReadonlyMap<string, string>,
    prompt: boolean,
  ): Promise<{ version: number; json: string }> {
    const now = Date.now();
    if (!(await this.repository.lockModel(transaction, name, now))) throw noSuchModel(name);
    const version = await this.repository.insert(transaction, name, wanted, now);
    await this.repository.insertTags(transaction, name, version, tags);
    const { source, runId, modelId, description } = wanted;
    const payload = {
      name,
      prompt,
      version,
      source,
      runId,
      modelId,
      description,
      tags: Object.fromEntries(tags),
    };
    await writeEvent(transaction.client, modelVersionCreated, payload);
    return { version, json: (await this.repository.find(name, version, transaction)) ?? '' };
  }
}

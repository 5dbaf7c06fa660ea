import { Injectable } from '@nestjs/common';
import { notFound } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { RunWrites } from '../batch/run-writes.ts';
import { runNotActive, runNotFound } from '../runs/run-errors.ts';
import { changesRun, checkedTag } from './tag-rules.ts';
import { TagsRepository } from './tags.repository.ts';

@Injectable()
export class TagsService {
  constructor(
    private readonly writes: RunWrites,
    private readonly repository: TagsRepository,
  ) {}

  /** Sets a tag; `mlflow.runName` also names the run. */
  async set(runId: string, key: string, value: string): Promise<void> {
    const tag = checkedTag(key, value);
    if (runIdToUuid(runId) === undefined) throw runNotFound(runId);
    await this.writes.submit({
      runId,
      points: [],
      params: [],
      tags: changesRun(tag) ? [tag] : [],
      modelMetrics: [],
      modelsFirst: false,
    });
  }

  async delete(runId: string, key: string): Promise<void> {
    const uuid = runIdToUuid(runId);
    if (uuid === undefined) throw runNotFound(runId);
    const outcome = await this.repository.delete(uuid, key.includes('\u0000') ? null : key);
    if (outcome === 'run-missing') throw runNotFound(runId);
    if (outcome === 'run-deleted') throw runNotActive(runId);
    if (outcome === 'tag-missing') throw notFound(`No tag with name: ${key} in run with id ${runId}`);
  }
}

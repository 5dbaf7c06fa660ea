import { Injectable } from '@nestjs/common';
import { checkArtifactLocation } from '@millrace/contracts/artifacts/artifact-location';
import { alreadyExists, invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';
import { experimentCreated, experimentDeleted } from '@millrace/contracts/messages/tracking-events';
import { noExperiment, parseExperimentId } from '@millrace/contracts/tracking/experiment-id';
import { checkLength, checkStorable } from '@millrace/contracts/validation/names';
import { Database } from '@millrace/database/database';
import { TrackingEvents } from '../run-events/tracking-events.ts';
import type { ExperimentRow } from './experiment-reply.ts';
import {
  checkExperimentTag,
  isCustomView,
  MAX_CUSTOM_VIEWS,
  type Tag,
  tooManyCustomViews,
} from './experiment-tag-rules.ts';
import { ExperimentsRepository } from './experiments.repository.ts';

const MAX_NAME_LENGTH = 500;

@Injectable()
export class ExperimentsService {
  constructor(
    private readonly database: Database,
    private readonly repository: ExperimentsRepository,
    private readonly events: TrackingEvents,
  ) {}

  /** Creates an experiment and returns its id. RESOURCE_ALREADY_EXISTS when the name is taken, also by a deleted one. */
  async create(name: string, artifactLocation: string, tags: readonly Tag[]): Promise<number> {
    if (tags.filter((tag) => isCustomView(tag.key)).length > MAX_CUSTOM_VIEWS) throw tooManyCustomViews();
    if (artifactLocation !== '') checkArtifactLocation(artifactLocation, 'artifact_location');
    checkExperimentName(name);
    for (const tag of tags) checkExperimentTag(tag);
    // MLflow takes the database's word for a repeated key and tells of a repeated name; the answer is kept.
    const repeated = new Set(tags.map((tag) => tag.key)).size < tags.length;
    const id = repeated ? undefined : await this.insert(name, artifactLocation || null, tags);
    if (id !== undefined) return id;
    throw alreadyExists(
      `Experiment(name=${name}) already exists. Error: ${repeated ? 'a tag key was given twice' : 'the name is taken'}`,
    );
  }

  async get(id: string): Promise<ExperimentRow> {
    const experimentId = parseExperimentId(id);
    const row = await this.repository.find(experimentId);
    if (!row) throw noExperiment(experimentId);
    return row;
  }

  async getByName(name: string): Promise<ExperimentRow> {
    const row = name.includes('\u0000') ? undefined : await this.repository.findByName(name);
    if (!row) throw notFound(`Could not find experiment with name '${name}'`);
    return row;
  }

  async rename(id: string, name: string): Promise<void> {
    checkExperimentName(name);
    const experimentId = parseExperimentId(id);
    const stage = await this.repository.stage(experimentId);
    if (!stage) throw noExperiment(experimentId);
    if (stage === 'deleted') throw invalidParameter('Cannot rename a non-active experiment.');
    if (!(await this.repository.rename(experimentId, name, Date.now())))
      throw new MlflowError('BAD_REQUEST', `Experiment(name=${name}) already exists.`);
  }

  async delete(id: string): Promise<void> {
    const experimentId = parseExperimentId(id);
    await this.database.transaction(async (transaction) => {
      const name = await this.repository.delete(transaction, experimentId, Date.now());
      if (name === undefined) throw noExperiment(experimentId);
      await this.events.tell(transaction, experimentDeleted, { experimentId, name });
    });
  }

  async restore(id: string): Promise<void> {
    const experimentId = parseExperimentId(id);
    if (!(await this.repository.restore(experimentId, Date.now()))) throw noExperiment(experimentId);
  }

  async setTag(id: string, tag: Tag): Promise<void> {
    if (isCustomView(tag.key)) checkCustomViews(await this.get(id), tag.key);
    checkExperimentTag(tag);
    const experimentId = await this.activeExperiment(id);
    await this.repository.setTag(experimentId, tag);
  }

  async deleteTag(id: string, key: string): Promise<void> {
    const experimentId = await this.activeExperiment(id);
    const deleted = !key.includes('\u0000') && (await this.repository.deleteTag(experimentId, key));
    if (!deleted) throw notFound(`No tag with name: ${key} in experiment with id ${id}`);
  }

  private async insert(
    name: string,
    location: string | null,
    tags: readonly Tag[],
  ): Promise<number | undefined> {
    return this.database.transaction(async (transaction) => {
      const row = await this.repository.insert(transaction, name, location, tags, Date.now());
      if (row === undefined) return undefined;
      const { experiment_id: experimentId, artifact_location: artifactLocation } = row;
      const byKey = Object.fromEntries(tags.map(({ key, value }) => [key, value]));
      await this.events.tell(transaction, experimentCreated, {
        experimentId,
        name,
        artifactLocation,
        tags: byKey,
      });
      return experimentId;
    });
  }

  private async activeExperiment(id: string): Promise<number> {
    const experimentId = parseExperimentId(id);
    const stage = await this.repository.stage(experimentId);
    if (!stage) throw noExperiment(experimentId);
    if (stage === 'deleted') throw experimentNotActive(experimentId);
    return experimentId;
  }
}

export function experimentNotActive(experimentId: number): Error {
  return invalidParameter(
    `The experiment ${experimentId} must be in the 'active' state. Current state is deleted.`,
  );
}

function checkExperimentName(name: string): void {
  if (name === '') throw invalidParameter("Invalid experiment name: ''");
  checkLength('name', MAX_NAME_LENGTH, name);
  checkStorable('name', name);
}

/** Only a new view counts against the limit: changing one is always possible. */
function checkCustomViews(experiment: ExperimentRow, key: string): void {
  const views = (experiment.tags ?? []).map(([name]) => name).filter(isCustomView);
  if (!views.includes(key) && views.length >= MAX_CUSTOM_VIEWS)
    throw tooManyCustomViews(experiment.experiment_id);
}

import { Injectable } from '@nestjs/common';
import { checkArtifactLocation } from '@millrace/contracts/artifacts/artifact-location';
import { alreadyExists, invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';
import { noExperiment, parseExperimentId } from '@millrace/contracts/tracking/experiment-id';
import { checkLength, checkStorable } from '@millrace/contracts/validation/names';
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
  constructor(private readonly repository: ExperimentsRepository) {}

  /** Creates an experiment and returns its id. RESOURCE_ALREADY_EXISTS when the name is taken, also by a deleted one. */
  async create(name: string, artifactLocation: string, tags: readonly Tag[]): Promise<number> {
    if (tags.filter((tag) => isCustomView(tag.key)).length > MAX_CUSTOM_VIEWS) throw tooManyCustomViews();
    if (artifactLocation !== '') checkArtifactLocation(artifactLocation, 'artifact_location');
    checkExperimentName(name);
    for (const tag of tags) checkExperimentTag(tag);
    // MLflow takes the database's word for a repeated key and tells of a repeated name; the answer is kept.
    const repeated = new Set(tags.map((tag) => tag.key)).size < tags.length;
    const id = repeated
      ? null
      : await this.repository.insert(name, artifactLocation || null, tags, Date.now());
    if (id !== null) return id;
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
    if (!(await this.repository.delete(experimentId, Date.now()))) throw noExperiment(experimentId);
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

import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import { Database } from '@millrace/database/database';
import { requireActiveExperiment } from '../experiments/require-experiment.ts';
import { knownExperiments } from '../traces/search-traces.service.ts';
import { checkScorer } from './check-scorer.ts';
import type { ScorerVersion } from './scorer.ts';
import { ScorersRepository } from './scorers.repository.ts';

@Injectable()
export class ScorersService {
  constructor(
    private readonly database: Database,
    private readonly scorers: ScorersRepository,
  ) {}

  /** Stores the next version of an experiment's scorer. */
  async register(experimentId: string, name: string, serialized: string): Promise<ScorerVersion> {
    checkScorer(serialized);
    if (name.trim() === '') throw invalidParameter('Scorer name cannot be empty or contain only whitespace.');
    const experiment = await requireActiveExperiment(this.database, experimentId);
    return this.scorers.addVersion(experiment.experimentId, name, serialized, Date.now());
  }

  /** The latest version of every scorer: of one experiment, which must be active, or of those given that are, or of all. */
  async list(experimentId: string, experimentIds: readonly string[] | undefined): Promise<ScorerVersion[]> {
    if (experimentId !== '' && experimentIds !== undefined)
      throw invalidParameter(
        "Cannot specify both 'experiment_id' and 'experiment_ids'. Use 'experiment_ids' to scope the query to " +
          "multiple experiments, or 'experiment_id' to scope it to a single experiment.",
      );
    if (experimentIds !== undefined) return this.scorers.latest(knownExperiments(experimentIds));
    if (experimentId === '') return this.scorers.latest();
    const experiment = await requireActiveExperiment(this.database, experimentId);
    return this.scorers.latest([experiment.experimentId]);
  }

  async versions(experimentId: string, name: string): Promise<ScorerVersion[]> {
    const experiment = await requireActiveExperiment(this.database, experimentId);
    const versions = await this.scorers.versions(experiment.experimentId, name);
    if (versions.length === 0) throw missing(experimentId, name);
    return versions;
  }

  /** One version, or the latest where none is named. */
  async get(experimentId: string, name: string, version: number | undefined): Promise<ScorerVersion> {
    const experiment = await requireActiveExperiment(this.database, experimentId);
    const scorer = await this.scorers.find(experiment.experimentId, name, version);
    if (scorer !== undefined) return scorer;
    const named = version !== undefined && (await this.scorers.exists(experiment.experimentId, name));
    throw missing(experimentId, name, named ? version : undefined);
  }

  /** Deletes one version, or the scorer with all of them where none is named. */
  async delete(experimentId: string, name: string, version: number | undefined): Promise<void> {
    const scorer = await this.get(experimentId, name, version);
    if (version === undefined) await this.scorers.delete(scorer.scorer_id);
    else await this.scorers.deleteVersion(scorer.scorer_id, version);
  }
}

function missing(experimentId: string, name: string, version?: number): Error {
  const which = version === undefined ? '' : ` and version ${version}`;
  return notFound(`Scorer with name '${name}'${which} not found for experiment ${experimentId}.`);
}

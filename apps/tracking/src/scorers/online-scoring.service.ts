import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import { isFloatlike } from '@millrace/contracts/wire/checks';
import type { JsonValue } from '@millrace/contracts/wire/field';
import { pythonFloat, pythonRepr, pythonTypeName } from '@millrace/contracts/wire/python-text';
import { Database } from '@millrace/database/database';
import { traceGrammar } from '@millrace/search/entities/trace';
import { parseFilter } from '@millrace/search/parse-filter';
import { requireActiveExperiment } from '../experiments/require-experiment.ts';
import { type OnlineScoringConfig, OnlineScoringRepository } from './online-scoring.repository.ts';
import { ScorersRepository } from './scorers.repository.ts';

/** How often scorers are applied to new traces by themselves. That takes a gateway's model, and so it can only be off here. */
@Injectable()
export class OnlineScoringService {
  constructor(
    private readonly database: Database,
    private readonly scorers: ScorersRepository,
    private readonly configs: OnlineScoringRepository,
  ) {}

  async ofScorers(scorerIds: readonly string[]): Promise<OnlineScoringConfig[]> {
    return this.configs.ofScorers(scorerIds);
  }

  async set(
    experimentId: string,
    name: string,
    sampleRate: JsonValue,
    filter: JsonValue,
  ): Promise<OnlineScoringConfig> {
    const filterString = readFilter(filter);
    const rate = readRate(sampleRate);
    if (filterString) parseFilter(traceGrammar, filterString);
    const experiment = await requireActiveExperiment(this.database, experimentId);
    const scorer = await this.scorers.find(experiment.experimentId, name);
    if (scorer === undefined)
      throw notFound(`Scorer with name '${name}' not found for experiment ${experimentId}.`);
    if (rate > 0)
      throw invalidParameter(
        `Scorer '${name}' does not use a gateway model. Automatic evaluation is only supported for scorers that use ` +
          'gateway models.',
      );
    return {
      config_id: await this.configs.replace(scorer.scorer_id, rate, filterString),
      scorer_id: scorer.scorer_id,
      experiment_id: experiment.experimentId,
      sample_rate: rate,
      filter_string: filterString,
    };
  }
}

function readFilter(filter: JsonValue): string | null {
  if (filter === null || typeof filter === 'string') return filter;
  throw invalidParameter(
    `Invalid value ${pythonRepr(filter)} for parameter 'filter_string' supplied: Value was of type ` +
      `'${pythonTypeName(filter)}'. Expected type 'str' or None.`,
  );
}

function readRate(sampleRate: JsonValue): number {
  if (isFloatlike.test(sampleRate) !== true) throw invalidParameter("'sample_rate' must be a number.");
  const rate = Number(sampleRate);
  if (rate >= 0 && rate <= 1) return rate;
  throw invalidParameter(`sample_rate must be between 0.0 and 1.0, got ${pythonFloat(rate)}`);
}

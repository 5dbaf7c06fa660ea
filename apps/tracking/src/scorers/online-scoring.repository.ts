import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

export interface OnlineScoringConfig {
  readonly config_id: string;
  readonly scorer_id: string;
  readonly experiment_id: number;
  readonly sample_rate: number;
  readonly filter_string: string | null;
}

@Injectable()
export class OnlineScoringRepository {
  constructor(private readonly database: Database) {}

  async ofScorers(scorerIds: readonly string[]): Promise<OnlineScoringConfig[]> {
    return this.database.query<OnlineScoringConfig>(
      `SELECT c.*, s.experiment_id FROM online_scoring_configs c JOIN scorers s USING (scorer_id)
       WHERE scorer_id = ANY ($1) ORDER BY scorer_id`,
      [scorerIds],
    );
  }

  /** Puts a new setting in the place of the scorer's old one; returns its id. */
  async replace(scorerId: string, sampleRate: number, filter: string | null): Promise<string> {
    const configId = randomUUID().replaceAll('-', '');
    await this.database.query(
      `INSERT INTO online_scoring_configs (scorer_id, config_id, sample_rate, filter_string) VALUES ($1, $2, $3, $4)
       ON CONFLICT (scorer_id) DO UPDATE SET config_id = excluded.config_id, sample_rate = excluded.sample_rate,
         filter_string = excluded.filter_string`,
      [scorerId, configId, sampleRate, filter],
    );
    return configId;
  }
}

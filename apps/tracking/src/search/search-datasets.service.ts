import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { readExperimentIds } from './experiment-ids.ts';
import { SearchDatasetsRepository } from './search-datasets.repository.ts';

const MOST_EXPERIMENTS = 20;

@Injectable()
export class SearchDatasetsService {
  constructor(private readonly repository: SearchDatasetsRepository) {}

  /** The datasets that went into the runs of up to 20 experiments, at most 1,000 of them. */
  async search(experimentIds: readonly string[]): Promise<object> {
    if (experimentIds.length === 0)
      throw invalidParameter('SearchDatasets request must specify at least one experiment_id.');
    if (experimentIds.length > MOST_EXPERIMENTS)
      throw invalidParameter(
        `SearchDatasets request cannot specify more than ${MOST_EXPERIMENTS} experiment_ids. Received ${experimentIds.length} experiment_ids.`,
      );
    const rows = await this.repository.find(readExperimentIds(experimentIds));
    if (rows.length === 0) return {};
    return {
      dataset_summaries: rows.map(({ experiment_id, name, digest, context }) => ({
        experiment_id: String(experiment_id),
        name,
        digest,
        ...(context ? { context } : {}),
      })),
    };
  }
}

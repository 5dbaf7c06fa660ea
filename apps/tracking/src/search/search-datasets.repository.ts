import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

interface DatasetSummaryRow {
  readonly experiment_id: number;
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

@Injectable()
export class SearchDatasetsRepository {
  constructor(private readonly database: Database) {}

  async find(experimentIds: readonly number[]): Promise<readonly DatasetSummaryRow[]> {
    return this.database.query<DatasetSummaryRow>(
      `SELECT DISTINCT d.experiment_id, d.name, d.digest, t.value AS context
       FROM datasets d JOIN run_inputs i USING (dataset_id)
       LEFT JOIN run_input_tags t ON t.input_id = i.input_id AND t.key = 'mlflow.data.context'
       WHERE d.experiment_id = ANY($1::int[]) LIMIT 1000`,
      [experimentIds],
    );
  }
}

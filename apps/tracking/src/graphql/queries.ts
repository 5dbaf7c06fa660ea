import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { SearchModelVersions } from '@millrace/contracts/registry/model-versions';
import { GetExperiment } from '@millrace/contracts/tracking/experiments';
import { SearchDatasets } from '@millrace/contracts/tracking/inputs';
import { GetMetricHistoryBulkInterval } from '@millrace/contracts/tracking/metrics';
import { ListArtifacts } from '@millrace/contracts/tracking/run-artifacts';
import { GetRun, SearchRuns } from '@millrace/contracts/tracking/runs';
import { parseJson } from '@millrace/contracts/wire/json';
import { experimentReply } from '../experiments/experiment-reply.ts';
import { ExperimentsService } from '../experiments/experiments.service.ts';
import { HistoryService } from '../metrics/history.service.ts';
import { MAX_RUNS, MAX_SAMPLED_POINTS, stepRange, tooManyRuns } from '../metrics/sample-request.ts';
import { RunsService } from '../runs/runs.service.ts';
import { SearchDatasetsService } from '../search/search-datasets.service.ts';
import { SearchRunsService } from '../search/search-runs.service.ts';
import { MOST_RUNS, type QueryContext } from './query-context.ts';
import { QuerySources } from './query-sources.ts';
import { readInput } from './read-input.ts';

type Args = Record<string, unknown>;

/** What the fields of Query and Mutation answer: the replies of the REST API's endpoints. */
@Injectable()
export class Queries {
  constructor(
    private readonly experiments: ExperimentsService,
    private readonly runs: RunsService,
    private readonly search: SearchRunsService,
    private readonly history: HistoryService,
    private readonly datasets: SearchDatasetsService,
    private readonly sources: QuerySources,
  ) {}

  async experiment(id: string): Promise<object> {
    return experimentReply(await this.experiments.get(id || '0'));
  }

  async getExperiment(args: Args): Promise<object> {
    const { experiment_id = '' } = readInput(GetExperiment, args);
    return { experiment: await this.experiment(experiment_id) };
  }

  async getRun(args: Args): Promise<object> {
    const { run_id, run_uuid } = readInput(GetRun, args);
    return { run: parseJson(await this.runs.get(run_id || run_uuid || '')) };
  }

  async searchRuns(args: Args, context: QueryContext): Promise<unknown> {
    const request = readInput(SearchRuns, args);
    context.runsLeft -= request.max_results ?? 1000;
    if (context.runsLeft < 0)
      throw invalidParameter(
        `A query may ask for at most ${MOST_RUNS} runs in all: give less as 'maxResults', or use the REST API.`,
      );
    const answer = await this.search.search({ ...request, fields: undefined, count_only: undefined });
    const bytes = Buffer.isBuffer(answer) ? answer : Buffer.concat(await Array.fromAsync(answer));
    return parseJson(bytes.toString());
  }

  async metricHistory(args: Args): Promise<unknown> {
    const request = readInput(GetMetricHistoryBulkInterval, args);
    const { run_ids, metric_key = '', start_step, end_step, max_results = MAX_SAMPLED_POINTS } = request;
    if (run_ids.length > MAX_RUNS) throw invalidParameter(tooManyRuns(run_ids.length));
    if (max_results < 1 || max_results > MAX_SAMPLED_POINTS)
      throw invalidParameter(`max_results must be between 1 and ${MAX_SAMPLED_POINTS}.`);
    const steps = stepRange(start_step, end_step);
    return parseJson(await this.history.sample(run_ids, metric_key, max_results, steps));
  }

  listArtifacts(args: Args): Promise<object> {
    return this.sources.runArtifacts(readInput(ListArtifacts, args));
  }

  searchModelVersions(args: Args): Promise<object> {
    return this.sources.modelVersions(readInput(SearchModelVersions, args));
  }

  searchDatasets(args: Args): Promise<object> {
    return this.datasets.search(readInput(SearchDatasets, args).experiment_ids);
  }
}

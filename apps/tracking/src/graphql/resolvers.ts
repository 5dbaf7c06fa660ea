import { invalidParameter } from '@millrace/contracts/errors';
import type { Queries } from './queries.ts';
import type { QueryContext } from './query-context.ts';

type Args = Record<string, unknown>;
type Resolver = (source: unknown, args: Args, context: QueryContext) => unknown;

/** By `Type.field`, for the fields that are more than a field of a reply. */
export type Resolvers = Readonly<Record<string, Resolver>>;

interface Run {
  readonly info: { readonly run_id: string; readonly experiment_id: string };
}

export function resolversOf(queries: Queries): Resolvers {
  const searchRuns: Resolver = (_, args, context) => queries.searchRuns(args, context);
  return {
    'Query.mlflowGetExperiment': (_, args) => queries.getExperiment(args),
    'Query.mlflowGetMetricHistoryBulkInterval': (_, args) => queries.metricHistory(args),
    'Query.mlflowGetRun': (_, args) => queries.getRun(args),
    'Query.mlflowListArtifacts': (_, args) => queries.listArtifacts(args),
    'Query.mlflowSearchModelVersions': (_, args) => queries.searchModelVersions(args),
    'Query.mlflowSearchRuns': searchRuns,
    'Query.test': (_, args) => echo(args),
    'Mutation.mlflowSearchDatasets': (_, args) => queries.searchDatasets(args),
    'Mutation.mlflowSearchRuns': searchRuns,
    // MLflow's own never answers.
    'Mutation.testMutation': () => null,
    'MlflowRunExtension.experiment': (run, _, { experiments }) =>
      experiments.load((run as Run).info.experiment_id),
    'MlflowRunExtension.modelVersions': (run, _, { versionsOfRuns }) =>
      versionsOfRuns.load((run as Run).info.run_id),
    // A float of GraphQL cannot be NaN: MLflow's interface takes null for it.
    'MlflowMetricExtension.value': (metric) => {
      const { value } = metric as { value: number | string };
      return typeof value === 'number' ? value : null;
    },
  };
}

function echo({ inputString }: Args): object {
  if (inputString === undefined) throw invalidParameter("The argument 'inputString' is required: a text.");
  return { output: inputString };
}

import type { ReactNode } from 'react';
import type { LoggedModel, LoggedModelMetric } from '../api/logged-models.ts';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { Card } from '../components/page.tsx';
import { formatCount, formatNumber } from '../format/numbers.ts';

const METRICS: readonly DataColumn<LoggedModelMetric>[] = [
  {
    id: 'key',
    header: 'Metric',
    isWide: true,
    sortValue: ({ key }) => key,
    cell: ({ key }) => <bdi>{key}</bdi>,
  },
  {
    id: 'dataset',
    header: 'Dataset',
    sortValue: ({ datasetName }) => datasetName,
    cell: ({ datasetName, datasetDigest }) => (
      <>
        <bdi>{datasetName}</bdi> <span className="mono soft">{datasetDigest}</span>
      </>
    ),
  },
  {
    id: 'step',
    header: 'Step',
    isNumber: true,
    sortValue: ({ step }) => step,
    cell: ({ step }) => formatCount(step),
  },
  {
    id: 'value',
    header: 'Value',
    isNumber: true,
    sortValue: ({ value }) => value,
    cell: ({ value }) => <span title={String(value)}>{formatNumber(value)}</span>,
  },
];

const PARAMS: readonly DataColumn<readonly [string, string]>[] = [
  { id: 'key', header: 'Parameter', sortValue: ([key]) => key, cell: ([key]) => <bdi>{key}</bdi> },
  {
    id: 'value',
    header: 'Value',
    isWide: true,
    sortValue: ([, value]) => value,
    cell: ([, value]) => <bdi title={value}>{value}</bdi>,
  },
];

/** What a logged model scored, and what it was made with. */
export function LoggedModelTables({ model }: { readonly model: LoggedModel }): ReactNode {
  const params = Object.entries(model.params);
  return (
    <>
      <Card title="Metrics" flush={model.metrics.length > 0}>
        {model.metrics.length === 0 ? (
          <p className="soft">
            None. Give <code>model_id</code> to <code>mlflow.log_metric</code>, or evaluate the model.
          </p>
        ) : (
          <DataTable
            label="Metrics"
            columns={METRICS}
            rows={model.metrics}
            rowKey={({ key, datasetName, datasetDigest, step, timestampMs, runId }) =>
              [key, datasetName, datasetDigest, step, timestampMs, runId].join('\n')
            }
          />
        )}
      </Card>
      <Card title="Parameters" flush={params.length > 0}>
        {params.length === 0 ? (
          <p className="soft">None.</p>
        ) : (
          <DataTable label="Parameters" columns={PARAMS} rows={params} rowKey={([key]) => key} />
        )}
      </Card>
    </>
  );
}

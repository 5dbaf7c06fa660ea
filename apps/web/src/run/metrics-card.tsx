import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LatestMetric, Run } from '../api/runs.ts';
import { CHART, metricChart } from '../charts/chart-link.ts';
import { CodeBlock } from '../components/code-block.tsx';
import { formatNumber } from '../format/numbers.ts';
import { formatTime } from '../format/times.ts';
import { ValuesTable } from './values-table.tsx';

const COLUMNS = [
  { id: 'latest', header: 'Latest', width: 128, isNumber: true },
  { id: 'step', header: 'Step', width: 84, isNumber: true },
];
const SYSTEM = 'system/';

/** A run's metrics as they are now; each leads to its chart. Those of the machine stand apart. */
export function MetricsCard({ run, chartsTo }: { readonly run: Run; readonly chartsTo: string }): ReactNode {
  const keys = Object.keys(run.metrics).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const own = keys.filter((key) => !key.startsWith(SYSTEM));
  const system = keys.filter((key) => key.startsWith(SYSTEM));
  return (
    <>
      <Metrics title="Metrics" keys={own} metrics={run.metrics} chartsTo={chartsTo} />
      {system.length > 0 && (
        <Metrics title="System metrics" keys={system} metrics={run.metrics} chartsTo={chartsTo} />
      )}
    </>
  );
}

interface MetricsProps {
  readonly title: string;
  readonly keys: readonly string[];
  readonly metrics: Readonly<Record<string, LatestMetric>>;
  readonly chartsTo: string;
}

function Metrics({ title, keys, metrics, chartsTo }: MetricsProps): ReactNode {
  return (
    <ValuesTable
      title={title}
      keys={keys}
      columns={COLUMNS}
      keyWidth={150}
      grow="head"
      keyCell={(key) => (
        <Link
          to={`${chartsTo}?${new URLSearchParams({ [CHART]: metricChart(key) }).toString()}`}
          className="truncate"
          title={`${key}: show its chart`}
        >
          <bdi>{key}</bdi>
        </Link>
      )}
      cell={(key, column) => {
        const metric = metrics[key];
        if (!metric) return null;
        if (column === 'step') return <span className="soft">{metric.step}</span>;
        return (
          <span title={`${String(metric.value)}, ${formatTime(metric.timestampMs)}`}>
            {formatNumber(metric.value)}
          </span>
        );
      }}
      empty={<CodeBlock code={'mlflow.log_metric("loss", 0.25, step=1)'} />}
    />
  );
}

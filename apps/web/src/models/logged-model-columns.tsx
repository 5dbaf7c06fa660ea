import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { quotedKey } from '../api/filter-text.ts';
import type { LoggedModel } from '../api/logged-models.ts';
import { RelativeTime } from '../components/time.tsx';
import type { VirtualColumn } from '../components/virtual-table.tsx';
import { formatNumber } from '../format/numbers.ts';
import { RunLink } from '../experiment/run-link.tsx';
import { LoggedModelStatus } from './logged-model-status.tsx';
import { loggedModelPlace, versionPlace } from './places.ts';
import { registeredVersionsOf } from './registered-versions.ts';

const MOST_METRICS = 40;
const MOST_PARAMS = 40;

/** The columns of a list of logged models: the metrics and parameters that any of them has among them. */
export function loggedModelColumns(models: readonly LoggedModel[]): VirtualColumn<LoggedModel>[] {
  const metrics = keysOf(models, ({ metrics: all }) => all.map(({ key }) => key));
  const params = keysOf(models, ({ params: all }) => Object.keys(all));
  return [
    { id: 'name', header: 'Name', width: 'minmax(230px, 2fr)', sortBy: 'name', cell: nameCell },
    {
      id: 'created',
      header: 'Created',
      width: '120px',
      sortBy: 'creation_timestamp',
      cell: ({ createdMs }) => <RelativeTime ms={createdMs} />,
    },
    { id: 'status', header: 'Status', width: '96px', cell: (model) => <LoggedModelStatus model={model} /> },
    { id: 'registered', header: 'Registered', width: '170px', cell: registeredCell },
    { id: 'run', header: 'Source run', width: '140px', cell: ({ runId }) => <RunLink runId={runId} /> },
    { id: 'datasets', header: 'Datasets', width: '150px', cell: datasetsCell },
    ...metrics.slice(0, MOST_METRICS).map((key) => ({
      id: `metric ${key}`,
      header: key,
      width: '116px',
      isNumber: true,
      sortBy: `metrics.${quotedKey(key)}`,
      cell: (model: LoggedModel) => metricCell(model, key),
    })),
    ...params.slice(0, MOST_PARAMS).map((key) => ({
      id: `param ${key}`,
      header: key,
      width: '116px',
      sortBy: `params.${quotedKey(key)}`,
      cell: ({ params: all }: LoggedModel) => (
        <span className="truncate" title={all[key]}>
          <bdi>{all[key]}</bdi>
        </span>
      ),
    })),
  ];
}

function keysOf(models: readonly LoggedModel[], keys: (model: LoggedModel) => readonly string[]): string[] {
  return [...new Set(models.flatMap(keys))].toSorted((a, b) => a.localeCompare(b));
}

function nameCell({ id, name, experimentId, type }: LoggedModel): ReactNode {
  return (
    <>
      <Link to={loggedModelPlace(experimentId, id)} className="truncate" title={name}>
        <bdi>{name}</bdi>
      </Link>
      {type !== '' && (
        <span className="soft truncate" style={{ flexShrink: 50 }}>
          {type}
        </span>
      )}
    </>
  );
}

function registeredCell({ tags }: LoggedModel): ReactNode {
  return registeredVersionsOf(tags).map(({ name, version }) => (
    <Link key={`${name} ${version}`} to={versionPlace(name, version)} className="truncate">
      <bdi>{name}</bdi> v{version}
    </Link>
  ));
}

function datasetsCell({ metrics }: LoggedModel): ReactNode {
  const names = [...new Set(metrics.map(({ datasetName }) => datasetName).filter((name) => name !== ''))];
  return (
    <span className="truncate" title={names.join(', ')}>
      <bdi>{names.join(', ')}</bdi>
    </span>
  );
}

/** The newest value; how many more there are, on other datasets, in its title. */
function metricCell({ metrics }: LoggedModel, key: string): ReactNode {
  const all = metrics.filter((metric) => metric.key === key);
  const newest = all.toSorted((a, b) => b.timestampMs - a.timestampMs || b.step - a.step)[0];
  if (!newest) return null;
  const title = all
    .map(({ value, datasetName }) => `${datasetName === '' ? '' : `${datasetName}: `}${value}`)
    .join('\n');
  return <span title={title}>{formatNumber(newest.value)}</span>;
}

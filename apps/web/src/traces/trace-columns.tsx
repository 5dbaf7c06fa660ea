import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ownTags } from '../api/key-values.ts';
import type { TraceInfo } from '../api/traces.ts';
import { TagChip } from '../components/badge.tsx';
import { RelativeTime } from '../components/time.tsx';
import type { VirtualColumn } from '../components/virtual-table.tsx';
import { formatCount } from '../format/numbers.ts';
import { plainWords } from '../format/plain-words.ts';
import { formatDuration } from '../format/times.ts';
import { RunLink } from '../experiment/run-link.tsx';
import { AssessmentChip } from './assessment-chip.tsx';
import { tracePlace } from './places.ts';
import { previewText } from './preview-text.ts';
import { TraceStatus } from './trace-status.tsx';

const MOST_CHIPS = 3;

export const TRACE_COLUMNS: readonly VirtualColumn<TraceInfo>[] = [
  { id: 'request', header: 'Request', width: 'minmax(220px, 2.2fr)', cell: requestCell },
  { id: 'response', header: 'Response', width: 'minmax(160px, 2fr)', cell: responseCell },
  {
    id: 'time',
    header: 'Time',
    width: '110px',
    sortBy: 'timestamp_ms',
    cell: ({ startMs }) => <RelativeTime ms={startMs} />,
  },
  {
    id: 'status',
    header: 'Status',
    width: '98px',
    sortBy: 'status',
    cell: ({ state }) => <TraceStatus state={state} />,
  },
  {
    id: 'duration',
    header: 'Duration',
    width: '86px',
    isNumber: true,
    sortBy: 'execution_time_ms',
    cell: ({ durationMs }) => durationMs !== undefined && formatDuration(durationMs),
  },
  { id: 'tokens', header: 'Tokens', width: '72px', isNumber: true, cell: tokensCell },
  { id: 'assessments', header: 'Assessments', width: 'minmax(150px, 1fr)', cell: assessmentsCell },
  { id: 'name', header: 'Name', width: '120px', sortBy: 'name', cell: nameCell },
  { id: 'tags', header: 'Tags', width: 'minmax(120px, 0.8fr)', cell: tagsCell },
  {
    id: 'run',
    header: 'Run',
    width: '110px',
    cell: ({ runId }) => runId !== '' && <RunLink runId={runId} />,
  },
];

function requestCell({ experimentId, id, requestPreview }: TraceInfo): ReactNode {
  return (
    <Link to={tracePlace(experimentId, id)} className="truncate" title={requestPreview || id}>
      {requestPreview === '' ? <span className="mono">{id}</span> : <bdi>{previewText(requestPreview)}</bdi>}
    </Link>
  );
}

function responseCell({ responsePreview }: TraceInfo): ReactNode {
  return (
    <span className="truncate soft" title={responsePreview}>
      <bdi>{plainWords(previewText(responsePreview))}</bdi>
    </span>
  );
}

function nameCell({ name }: TraceInfo): ReactNode {
  return (
    <span className="truncate" title={name}>
      <bdi>{name}</bdi>
    </span>
  );
}

function tokensCell({ tokens }: TraceInfo): ReactNode {
  if (tokens?.total === undefined) return null;
  const title = `${tokens.input ?? '?'} in, ${tokens.output ?? '?'} out`;
  return <span title={title}>{formatCount(tokens.total)}</span>;
}

function assessmentsCell({ assessments }: TraceInfo): ReactNode {
  const valid = assessments.filter(({ isValid }) => isValid);
  return (
    <>
      {valid.slice(0, MOST_CHIPS).map((each) => (
        <AssessmentChip key={each.id} assessment={each} />
      ))}
      {valid.length > MOST_CHIPS && <span className="soft">+{valid.length - MOST_CHIPS}</span>}
    </>
  );
}

function tagsCell({ tags }: TraceInfo): ReactNode {
  return ownTags(tags)
    .slice(0, MOST_CHIPS)
    .map(([key, value]) => <TagChip key={key} name={key} value={value} />);
}

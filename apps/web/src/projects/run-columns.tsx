import { Link } from 'react-router';
import type { ProjectRun } from '../api/project-runs.ts';
import { Duration, RelativeTime } from '../components/time.tsx';
import { Truncated } from '../components/truncated.tsx';
import type { VirtualColumn } from '../components/virtual-table.tsx';
import { projectRunPlace } from './places.ts';
import { projectName } from './project-name.ts';
import { isUnderWay, ProjectStatus } from './project-status.tsx';
import { RunMenu } from './run-menu.tsx';

/** What the lists of project runs show of each. */
export const RUN_COLUMNS: readonly VirtualColumn<ProjectRun>[] = [
  { id: 'status', header: 'Status', width: '160px', cell: (run) => <ProjectStatus run={run} /> },
  {
    id: 'project',
    header: 'Project',
    width: 'minmax(170px, 1.6fr)',
    cell: ({ id, uri, sourceName, version }) => (
      <>
        <Link to={projectRunPlace(id)} className="truncate" title={uri}>
          <bdi>{projectName({ uri, sourceName })}</bdi>
        </Link>
        {version !== undefined && <code className="soft truncate">{version.slice(0, 12)}</code>}
      </>
    ),
  },
  {
    id: 'entry-point',
    header: 'Entry point',
    width: 'minmax(110px, 0.8fr)',
    cell: ({ entryPoint }) => <Truncated text={entryPoint} />,
  },
  {
    id: 'parameters',
    header: 'Parameters',
    width: 'minmax(150px, 1.4fr)',
    cell: ({ parameters }) => <Truncated text={parametersText(parameters)} />,
  },
  { id: 'user', header: 'Who', width: '110px', cell: ({ user }) => <Truncated text={user || '–'} /> },
  { id: 'executor', header: 'Executor', width: '100px', cell: ({ executor }) => executor },
  {
    id: 'submitted',
    header: 'Submitted',
    width: '110px',
    cell: ({ createdMs }) => <RelativeTime ms={createdMs} />,
  },
  {
    id: 'duration',
    header: 'Duration',
    width: '100px',
    isNumber: true,
    cell: (run) =>
      run.startedMs === undefined ? (
        <span className="soft">–</span>
      ) : (
        <Duration startMs={run.startedMs} endMs={isUnderWay(run) ? undefined : run.endedMs} />
      ),
  },
  { id: 'priority', header: 'Priority', width: '84px', isNumber: true, cell: ({ priority }) => priority },
  {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    width: '64px',
    isNumber: true,
    cell: (run) => <RunMenu run={run} isSmall />,
  },
];

const MOST_NAMED = 8;

export function parametersText(parameters: Readonly<Record<string, string>>): string {
  const all = Object.entries(parameters);
  const named = all.slice(0, MOST_NAMED).map(([name, value]) => `${name}=${value.slice(0, 60)}`);
  return named.join(', ') + (all.length > MOST_NAMED ? ', …' : '');
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ownTags } from '../api/key-values.ts';
import type { ModelVersion } from '../api/model-versions.ts';
import type { RegisteredModel } from '../api/registered-models.ts';
import { Badge, TagChip } from '../components/badge.tsx';
import { RelativeTime } from '../components/time.tsx';
import type { VirtualColumn } from '../components/virtual-table.tsx';
import { RunLink } from '../experiment/run-link.tsx';
import { AliasEditor } from './alias-editor.tsx';
import { versionPlace } from './places.ts';
import { StageMenu } from './stage-menu.tsx';

export function versionColumns(model: RegisteredModel): VirtualColumn<ModelVersion>[] {
  return [
    { id: 'version', header: 'Version', width: '136px', cell: versionCell },
    {
      id: 'aliases',
      header: 'Aliases',
      width: 'minmax(180px, 1.4fr)',
      cell: ({ version }) => <AliasEditor name={model.name} version={version} aliases={model.aliases} />,
    },
    { id: 'stage', header: 'Stage', width: '140px', cell: (version) => <StageMenu version={version} /> },
    { id: 'tags', header: 'Tags', width: 'minmax(120px, 1fr)', cell: tagsCell },
    { id: 'run', header: 'Source run', width: 'minmax(112px, 0.8fr)', cell: runCell },
    {
      id: 'created',
      header: 'Registered',
      width: '120px',
      cell: ({ createdMs }) => <RelativeTime ms={createdMs} />,
    },
  ];
}

function versionCell({ name, version, status, statusMessage }: ModelVersion): ReactNode {
  return (
    <>
      <Link to={versionPlace(name, version)}>Version {version}</Link>
      {status === 'PENDING_REGISTRATION' && <Badge tone="info">Pending</Badge>}
      {status === 'FAILED_REGISTRATION' && (
        <span title={statusMessage}>
          <Badge tone="bad">Failed</Badge>
        </span>
      )}
    </>
  );
}

function tagsCell({ tags }: ModelVersion): ReactNode {
  return ownTags(tags).map(([key, value]) => <TagChip key={key} name={key} value={value} />);
}

function runCell({ runId, runLink }: ModelVersion): ReactNode {
  if (!/^https?:/.test(runLink)) return <RunLink runId={runId} />;
  return (
    <a href={runLink} target="_blank" rel="noreferrer noopener" className="truncate" title={runLink}>
      {runId === '' ? runLink : runId.slice(-8)}
    </a>
  );
}

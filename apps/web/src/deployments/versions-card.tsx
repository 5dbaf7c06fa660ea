import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  type Deployment,
  type DeploymentVersion,
  promoteDeploymentVersion,
  removeDeploymentVersion,
} from '../api/deployments.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';
import { Button, IconButton } from '../components/button.tsx';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { Card } from '../components/page.tsx';
import { RelativeTime } from '../components/time.tsx';
import { AddVersionDialog } from './add-version-dialog.tsx';
import { ModelLink } from './model-link.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { StateBadge } from './state-badge.tsx';
import { useChange } from '../components/use-change.ts';

const ROLE_TONES: Partial<Record<DeploymentVersion['role'], BadgeTone>> = { live: 'accent', canary: 'warn' };

const COLUMNS: readonly DataColumn<DeploymentVersion>[] = [
  { id: 'version', header: 'Version', cell: ({ version }) => version },
  {
    id: 'role',
    header: 'Role',
    cell: ({ role }) => <Badge tone={ROLE_TONES[role] ?? 'plain'}>{role}</Badge>,
  },
  {
    id: 'weight',
    header: 'Requests',
    isNumber: true,
    cell: ({ role, weight }) => (role === 'live' || role === 'canary' ? `${weight} %` : ''),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state, reason }) => (
      <span title={reason}>
        <StateBadge state={state} />
      </span>
    ),
  },
  { id: 'model', header: 'Model', isWide: true, cell: (version) => <ModelLink version={version} /> },
  { id: 'updated', header: 'Updated', cell: ({ updatedMs }) => <RelativeTime ms={updatedMs} /> },
];

/** The versions of a deployment, what each does, and what can be done about it. */
export function VersionsCard({ deployment }: { readonly deployment: Deployment }): ReactNode {
  const [dialog, setDialog] = useState<'add' | 'share'>();
  const { name, versions } = deployment;
  const hasLive = versions.some(({ role }) => role === 'live');
  const hasCanary = versions.some(({ role }) => role === 'canary');
  const actions: DataColumn<DeploymentVersion> = {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    cell: (version) => <VersionActions name={name} version={version} />,
  };
  return (
    <Card
      title="Versions"
      flush
      actions={
        <span style={{ display: 'flex', gap: 8 }}>
          {hasCanary && (
            <Button small onClick={() => setDialog('share')}>
              Share requests
            </Button>
          )}
          {hasLive && (
            <Button small onClick={() => setDialog('add')}>
              Try another version
            </Button>
          )}
        </span>
      }
    >
      <DataTable
        label="Versions of the deployment"
        columns={[...COLUMNS, actions]}
        rows={versions.toReversed()}
        rowKey={({ version }) => version}
      />
      <AddVersionDialog name={name} open={dialog === 'add'} onClose={() => setDialog(undefined)} />
      {dialog === 'share' && <ShareDialog deployment={deployment} onClose={() => setDialog(undefined)} />}
    </Card>
  );
}

function VersionActions({
  name,
  version: { version, role, state },
}: {
  readonly name: string;
  readonly version: DeploymentVersion;
}): ReactNode {
  const change = useChange(`deployment/${name}`, 'deployments');
  if (role !== 'canary' && role !== 'shadow') return null;
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for version ${version}`} small>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {state === 'ready' && (
        <MenuItem
          onClick={() =>
            change(`Version ${version} answers now`, () => promoteDeploymentVersion(name, version))
          }
        >
          Promote
        </MenuItem>
      )}
      <MenuItem
        onClick={() =>
          change(`Version ${version} was taken away`, () => removeDeploymentVersion(name, version))
        }
      >
        Take away
      </MenuItem>
    </Menu>
  );
}

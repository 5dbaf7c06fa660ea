import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import {
  deleteModelVersionTag,
  describeModelVersion,
  getModelVersion,
  loggedModelIdOf,
  type ModelVersion,
  readModelVersionFile,
  setModelVersionTag,
} from '../api/model-versions.ts';
import { getRegisteredModel } from '../api/registered-models.ts';
import { Badge } from '../components/badge.tsx';
import { Columns, Stack } from '../components/columns.tsx';
import { DescriptionCard } from '../components/description-card.tsx';
import { Facts } from '../components/facts.tsx';
import { Card, Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { TagList } from '../components/tag-list.tsx';
import { RelativeTime } from '../components/time.tsx';
import { AliasEditor } from './alias-editor.tsx';
import { LineageCard } from './lineage-card.tsx';
import { ModelFileCards } from './model-file-cards.tsx';
import { modelPlace } from './places.ts';
import { StageMenu } from './stage-menu.tsx';
import { UsageCard } from './usage-card.tsx';
import { useMlModel } from './use-ml-model.ts';
import { VersionMenu } from './version-menu.tsx';

/** A version of a registered model. */
export function Component(): ReactNode {
  const { name = '', version = '' } = useParams();
  const found = useQuery({
    queryKey: ['model', name, 'version', version],
    queryFn: ({ signal }) => getModelVersion(name, version, { signal }),
  });
  return (
    <Page
      title={`${name}, version ${version}`}
      heading={`Version ${version}`}
      crumbs={[
        { label: 'Models', to: '/models' },
        { label: name, to: modelPlace(name) },
      ]}
      aside={found.data && <Status version={found.data} />}
      actions={found.data && <VersionMenu name={name} version={version} />}
    >
      {found.data ? (
        <Version key={`${name}\n${version}`} version={found.data} />
      ) : found.error ? (
        <ErrorState what="This version" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines />
      )}
    </Page>
  );
}

function Status({ version: { status, statusMessage } }: { readonly version: ModelVersion }): ReactNode {
  if (status === 'READY') return <Badge tone="good">Ready</Badge>;
  return (
    <>
      <Badge tone={status === 'FAILED_REGISTRATION' ? 'bad' : 'info'}>
        {status === 'FAILED_REGISTRATION' ? 'Registration failed' : 'Being registered'}
      </Badge>
      <span className="soft truncate">{statusMessage}</span>
    </>
  );
}

function Version({ version: shown }: { readonly version: ModelVersion }): ReactNode {
  const { name, version } = shown;
  const client = useQueryClient();
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['model', name] });
  const model = useQuery({
    queryKey: ['model', name],
    queryFn: ({ signal }) => getRegisteredModel(name, { signal }),
  });
  const read = (path: string, signal: AbortSignal): Promise<string> =>
    readModelVersionFile(name, version, path, { signal });
  const file = useMlModel(['model', name, 'version', version], read);
  const aliases = model.data?.aliases ?? [];
  return (
    <Columns>
      <Stack>
        <DescriptionCard
          text={shown.description}
          empty="What is new in this version?"
          onSave={(text) => describeModelVersion(name, version, text).then(changed)}
        />
        <UsageCard
          uris={[
            `models:/${name}/${version}`,
            ...aliases
              .filter((each) => each.version === version)
              .map(({ alias }) => `models:/${name}@${alias}`),
          ]}
          flavors={file.model?.flavors ?? []}
          servingExample={file.servingExample}
        />
        <ModelFileCards file={file} />
      </Stack>
      <Stack>
        <Card title="Details">
          <Facts
            facts={[
              ['Stage', <StageMenu key="stage" version={shown} />],
              ['Aliases', <AliasEditor key="aliases" name={name} version={version} aliases={aliases} />],
              ['Registered', <RelativeTime key="created" ms={shown.createdMs} />],
              ['Updated', <RelativeTime key="updated" ms={shown.updatedMs} />],
              shown.user !== '' && ['By', <bdi key="user">{shown.user}</bdi>],
            ]}
          />
        </Card>
        <Card title="Tags">
          <TagList
            tags={shown.tags}
            onSet={(key, value) => setModelVersionTag(name, version, key, value).then(changed)}
            onDelete={(key) => deleteModelVersionTag(name, version, key).then(changed)}
          />
        </Card>
        <LineageCard
          source={shown.source}
          runId={shown.runId}
          loggedModelId={loggedModelIdOf(shown)}
          flavors={file.model?.flavors ?? []}
        />
      </Stack>
    </Columns>
  );
}

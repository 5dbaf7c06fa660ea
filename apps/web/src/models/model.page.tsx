import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import {
  deleteRegisteredModelTag,
  describeRegisteredModel,
  getRegisteredModel,
  type RegisteredModel,
  setRegisteredModelTag,
} from '../api/registered-models.ts';
import { Columns, Stack } from '../components/columns.tsx';
import { DescriptionCard } from '../components/description-card.tsx';
import { Facts } from '../components/facts.tsx';
import { Card, Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { TagList } from '../components/tag-list.tsx';
import { RelativeTime } from '../components/time.tsx';
import { ModelMenu } from './model-menu.tsx';
import { VersionsCard } from './versions-card.tsx';

const CRUMBS = [{ label: 'Models', to: '/models' }];

/** A registered model: its versions, and what is known of it. */
export function Component(): ReactNode {
  const { name = '' } = useParams();
  const model = useQuery({
    queryKey: ['model', name],
    queryFn: ({ signal }) => getRegisteredModel(name, { signal }),
  });
  return (
    <Page title={name} crumbs={CRUMBS} actions={model.data && <ModelMenu name={name} />}>
      {model.data ? (
        <Model key={name} model={model.data} />
      ) : model.error ? (
        <ErrorState what="This model" error={model.error} onRetry={() => void model.refetch()} />
      ) : (
        <SkeletonLines />
      )}
    </Page>
  );
}

function Model({ model }: { readonly model: RegisteredModel }): ReactNode {
  const { name } = model;
  const client = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['model', name] });
  return (
    <Columns>
      <Stack>
        <VersionsCard model={model} selected={selected} onSelect={setSelected} />
      </Stack>
      <Stack>
        <DescriptionCard
          text={model.description}
          empty="What is it for, and who keeps it?"
          onSave={(text) => describeRegisteredModel(name, text).then(changed)}
        />
        <Card title="Details">
          <Facts
            facts={[
              ['Created', <RelativeTime key="created" ms={model.createdMs} />],
              model.updatedMs > 0 && ['Updated', <RelativeTime key="updated" ms={model.updatedMs} />],
            ]}
          />
        </Card>
        <Card title="Tags">
          <TagList
            tags={model.tags}
            onSet={(key, value) => setRegisteredModelTag(name, key, value).then(changed)}
            onDelete={(key) => deleteRegisteredModelTag(name, key).then(changed)}
          />
        </Card>
      </Stack>
    </Columns>
  );
}

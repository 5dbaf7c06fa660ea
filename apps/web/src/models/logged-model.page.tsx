import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Trash2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getExperiment } from '../api/experiments.ts';
import {
  deleteLoggedModel,
  deleteLoggedModelTag,
  getLoggedModel,
  type LoggedModel,
  readLoggedModelFile,
  setLoggedModelTag,
} from '../api/logged-models.ts';
import { IconButton } from '../components/button.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Columns, Stack } from '../components/columns.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { Facts } from '../components/facts.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { Card, Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { TabLinks } from '../components/tabs.tsx';
import { TagList } from '../components/tag-list.tsx';
import { RelativeTime } from '../components/time.tsx';
import { notify } from '../components/toast.tsx';
import { LineageCard } from './lineage-card.tsx';
import { loggedModelPlace } from './places.ts';
import { LoggedModelStatus } from './logged-model-status.tsx';
import { LoggedModelTables } from './logged-model-tables.tsx';
import { ModelFileCards } from './model-file-cards.tsx';
import styles from './models.module.css';
import { UsageCard } from './usage-card.tsx';
import { useMlModel } from './use-ml-model.ts';
import { VersionLinks } from './version-links.tsx';

const ArtifactBrowser = lazy(() => import('../artifacts/artifact-browser.tsx'));

/** A logged model: its metrics, parameters, signature and files, and what became of it. */
export function Component(): ReactNode {
  const { experimentId = '', modelId = '', '*': rest = '' } = useParams();
  const isArtifacts = rest.split('/')[0] === 'artifacts';
  const own = loggedModelPlace(experimentId, modelId);
  const model = useQuery({
    queryKey: ['logged-model', modelId],
    queryFn: ({ signal }) => getLoggedModel(modelId, { signal }),
  });
  const experiment = useQuery({
    queryKey: ['experiment', experimentId],
    queryFn: ({ signal }) => getExperiment(experimentId, { signal }),
  });
  const place = `/experiments/${encodeURIComponent(experimentId)}`;
  return (
    <Page
      title={model.data?.name ?? 'Logged model'}
      crumbs={[
        { label: 'Experiments', to: '/experiments' },
        { label: experiment.data?.name ?? `Experiment ${experimentId}`, to: place },
        { label: 'Models', to: `${place}/models` },
      ]}
      aside={model.data && <LoggedModelStatus model={model.data} />}
      fill={isArtifacts}
      tabs={
        <TabLinks
          label="Parts of the model"
          tabs={[
            { to: own, label: 'Overview' },
            { to: `${own}/artifacts`, label: 'Artifacts', end: false },
          ]}
        />
      }
      actions={model.data && <LoggedModelMenu model={model.data} />}
    >
      {model.data && isArtifacts ? (
        <Artifacts key={modelId} model={model.data} own={own} path={rest.slice('artifacts/'.length)} />
      ) : model.data ? (
        <Content key={modelId} model={model.data} />
      ) : model.error ? (
        <ErrorState what="This model" error={model.error} onRetry={() => void model.refetch()} />
      ) : (
        <SkeletonLines />
      )}
    </Page>
  );
}

interface ArtifactsProps {
  readonly model: LoggedModel;
  /** The address of the model's page. */
  readonly own: string;
  readonly path: string;
}

function Artifacts({ model, own, path }: ArtifactsProps): ReactNode {
  const navigate = useNavigate();
  return (
    <Suspense fallback={<SkeletonLines count={8} />}>
      <ArtifactBrowser
        place={{ kind: 'model', id: model.id, uri: model.artifactUri }}
        path={path}
        onPath={(next) =>
          void navigate(`${own}/artifacts/${next.split('/').map(encodeURIComponent).join('/')}`)
        }
        emptyCode={'mlflow.sklearn.log_model(model, name="model")'}
      />
    </Suspense>
  );
}

function Content({ model }: { readonly model: LoggedModel }): ReactNode {
  const { id } = model;
  const client = useQueryClient();
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['logged-model', id] });
  const file = useMlModel(['logged-model', id], (path, signal) => readLoggedModelFile(id, path, { signal }));
  const flavors = file.model?.flavors ?? [];
  return (
    <Columns>
      <Stack>
        <LoggedModelTables model={model} />
        <UsageCard uris={[`models:/${id}`]} flavors={flavors} servingExample={file.servingExample} />
        <ModelFileCards file={file} />
      </Stack>
      <Stack>
        <Card title="Details">
          <Facts
            facts={[
              [
                'Model id',
                <span key="id" className={styles['bulk']}>
                  <span className="mono truncate" title={id}>
                    {id}
                  </span>
                  <CopyButton text={id} label="Copy the model id" />
                </span>,
              ],
              model.type !== '' && ['Type', <bdi key="type">{model.type}</bdi>],
              ['Created', <RelativeTime key="created" ms={model.createdMs} />],
              ['Registered', <VersionLinks key="versions" model={model} />],
            ]}
          />
        </Card>
        <Card title="Tags">
          <TagList
            tags={model.tags}
            onSet={(key, value) => setLoggedModelTag(id, key, value).then(changed)}
            onDelete={(key) => deleteLoggedModelTag(id, key).then(changed)}
          />
        </Card>
        <LineageCard
          source={model.artifactUri}
          runId={model.runId}
          loggedModelId={undefined}
          flavors={flavors}
        />
      </Stack>
    </Columns>
  );
}

function LoggedModelMenu({ model }: { readonly model: LoggedModel }): ReactNode {
  const [asks, setAsks] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = async (): Promise<void> => {
    await deleteLoggedModel(model.id);
    await navigate(`/experiments/${encodeURIComponent(model.experimentId)}/models`);
    client.removeQueries({ queryKey: ['logged-model', model.id] });
    await client.invalidateQueries({ queryKey: ['logged-models'] });
    notify(`Model ${model.name} deleted`);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label="More about this model" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem danger icon={<Trash2 aria-hidden />} onClick={() => setAsks(true)}>
          Delete model…
        </MenuItem>
      </Menu>
      <ConfirmDialog
        title="Delete this logged model?"
        open={asks}
        onClose={() => setAsks(false)}
        action="Delete model"
        onConfirm={remove}
      >
        <bdi>{model.name}</bdi> will be gone from this experiment. Versions that were registered from it keep
        pointing to its files.
      </ConfirmDialog>
    </>
  );
}

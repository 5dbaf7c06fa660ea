import { useQueries, useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { getLoggedModel } from '../api/logged-models.ts';
import type { Run } from '../api/runs.ts';
import { versionsOfRun } from '../api/versions-of-run.ts';
import { CodeBlock } from '../components/code-block.tsx';
import { Card } from '../components/page.tsx';
import { Truncated } from '../components/truncated.tsx';
import { AliasChip } from '../models/alias-chip.tsx';
import { versionPlace } from '../models/places.ts';
import { StageBadge } from '../models/stage-badge.tsx';
import { loadingCode } from '../models/usage-code.ts';
import { LoggedModelItem } from './logged-model-item.tsx';
import { olderModels } from './older-models.ts';
import styles from './run.module.css';
import { RUN_TAGS } from './run-tags.ts';

const MOST = 50;

/** The models that a run logged, with what to type to load them, and the versions that were registered from it. */
export function ModelsCard({ run }: { readonly run: Run }): ReactNode {
  const ids = [...new Set(run.modelOutputs.map(({ modelId }) => modelId))].slice(0, MOST);
  const models = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['logged-model', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getLoggedModel(id, { signal }),
    })),
  });
  const { data: versions = [] } = useQuery({
    queryKey: ['versions-of-run', run.id],
    queryFn: ({ signal }) => versionsOfRun(run.id, { signal }),
  });
  const older = ids.length > 0 ? [] : olderModels(run.tags[RUN_TAGS.modelHistory]);
  return (
    <>
      {ids.length + older.length > 0 && (
        <Card
          flush
          title={
            <>
              Models <span className={styles['count']}>{ids.length + older.length}</span>
            </>
          }
        >
          <ul className={styles['list']}>
            {ids.map((id, index) => (
              <LoggedModelItem key={id} id={id} experimentId={run.experimentId} model={models[index]?.data} />
            ))}
            {older.map(({ path, flavors }) => (
              <li key={path} className={styles['model']}>
                <div className={styles['listRow']}>
                  <Box aria-hidden />
                  <Link to={`/experiments/${run.experimentId}/runs/${run.id}/artifacts/${encoded(path)}`}>
                    <Truncated text={path} />
                  </Link>
                </div>
                <div className={styles['load']}>
                  <CodeBlock code={loadingCode(`runs:/${run.id}/${path}`, flavors)} />
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {versions.length > 0 && (
        <Card
          flush
          title={
            <>
              Registered versions <span className={styles['count']}>{versions.length}</span>
            </>
          }
        >
          <ul className={styles['list']}>
            {versions.map(({ name, version, aliases, stage }) => (
              <li key={`${name} ${version}`} className={styles['listRow']}>
                <Box aria-hidden />
                <Link to={versionPlace(name, version)} className="truncate">
                  <bdi>{name}</bdi> version {version}
                </Link>
                <span className={styles['right']}>
                  {stage !== 'None' && <StageBadge stage={stage} />}
                  {aliases.map((alias) => (
                    <AliasChip key={alias} alias={alias} />
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

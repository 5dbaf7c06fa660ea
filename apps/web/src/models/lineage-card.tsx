import { useQuery } from '@tanstack/react-query';
import { Box, Database, FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { getLoggedModel } from '../api/logged-models.ts';
import { getRun, type Run } from '../api/runs.ts';
import { Badge, StatusIcon } from '../components/badge.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Card } from '../components/page.tsx';
import { runPlace } from '../experiment/places.ts';
import styles from './lineage-card.module.css';
import { loggedModelPlace } from './places.ts';

export interface LineageCardProps {
  /** URI that it was registered from; empty when it is not told. */
  readonly source: string;
  /** Empty when there is no run. */
  readonly runId: string;
  readonly loggedModelId: string | undefined;
  readonly flavors: readonly string[];
}

/** Where a model comes from: its dataset, the run that made it, the logged model that was registered. */
export function LineageCard({ source, runId, loggedModelId, flavors }: LineageCardProps): ReactNode {
  const run = useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => getRun(runId, { signal }),
    enabled: runId !== '',
  });
  const model = useQuery({
    queryKey: ['logged-model', loggedModelId],
    queryFn: ({ signal }) => getLoggedModel(loggedModelId ?? '', { signal }),
    enabled: loggedModelId !== undefined,
  });
  return (
    <Card title="Lineage">
      <ol className={styles['steps']}>
        {run.data && <Datasets run={run.data} />}
        {runId !== '' && (
          <Step icon={<FlaskConical aria-hidden />} kind="Run">
            {run.data ? (
              <>
                <StatusIcon status={run.data.status} />
                <Link to={runPlace(run.data.experimentId, runId)} className="truncate" title={run.data.name}>
                  <bdi>{run.data.name}</bdi>
                </Link>
                {run.data.isDeleted && <Badge tone="warn">Deleted</Badge>}
              </>
            ) : (
              <span className="mono truncate soft">{run.error ? `${runId.slice(0, 8)} is gone` : runId}</span>
            )}
          </Step>
        )}
        {loggedModelId !== undefined && (
          <Step icon={<Box aria-hidden />} kind="Logged model">
            {model.data ? (
              <Link to={loggedModelPlace(model.data.experimentId, loggedModelId)} className="truncate">
                <bdi>{model.data.name}</bdi>
              </Link>
            ) : (
              <span className="mono truncate soft">{model.error ? 'It is gone' : loggedModelId}</span>
            )}
          </Step>
        )}
      </ol>
      {flavors.length > 0 && (
        <p className={styles['line']}>
          {flavors.map((flavor) => (
            <Badge key={flavor}>{flavor}</Badge>
          ))}
        </p>
      )}
      {source !== '' && (
        <p className={styles['line']}>
          <span className="mono truncate soft" title={source}>
            {source}
          </span>
          <CopyButton text={source} label="Copy the source" />
        </p>
      )}
    </Card>
  );
}

function Datasets({ run }: { readonly run: Run }): ReactNode {
  return run.datasets.map(({ name, digest, tags }) => (
    <Step key={`${name} ${digest}`} icon={<Database aria-hidden />} kind="Dataset">
      <span className="truncate" title={`${name} (${digest})`}>
        <bdi>{name}</bdi> <span className="mono soft">{digest}</span>
      </span>
      {tags['mlflow.data.context'] && <Badge>{tags['mlflow.data.context']}</Badge>}
    </Step>
  ));
}

interface StepProps {
  readonly icon: ReactNode;
  readonly kind: string;
  readonly children: ReactNode;
}

function Step({ icon, kind, children }: StepProps): ReactNode {
  return (
    <li>
      <span className={styles['icon']}>{icon}</span>
      <div>
        <span className={styles['kind']}>{kind}</span>
        <span className={styles['what']}>{children}</span>
      </div>
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LoggedModel } from '../api/logged-models.ts';
import { modelFile } from '../artifacts/model-file.ts';
import { readModelFile } from '../artifacts/read-model-file.ts';
import { Badge } from '../components/badge.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { Skeleton } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import { LoggedModelStatus } from '../models/logged-model-status.tsx';
import { loggedModelPlace } from '../models/places.ts';
import { loadingCode } from '../models/usage-code.ts';
import styles from './run.module.css';

export interface LoggedModelItemProps {
  readonly id: string;
  readonly experimentId: string;
  /** Undefined while it is fetched. */
  readonly model: LoggedModel | undefined;
}

/** A logged model: a link to it, and what to type to load it, from the flavors in its MLmodel file. */
export function LoggedModelItem({ id, experimentId, model }: LoggedModelItemProps): ReactNode {
  const { data: flavors } = useQuery({
    queryKey: ['flavors-of-model', id],
    queryFn: async ({ signal }) => {
      const place = { kind: 'model', id, uri: model?.artifactUri ?? '' } as const;
      return modelFile((await readModelFile(place, 'MLmodel', signal)).value).flavors.map(({ name }) => name);
    },
    enabled: model?.status === 'ready',
    retry: false,
  });
  return (
    <li className={styles['model']}>
      <div className={styles['listRow']}>
        <Box aria-hidden />
        {model ? (
          <Link to={loggedModelPlace(experimentId, id)} className="truncate">
            <Truncated text={model.name} />
          </Link>
        ) : (
          <Skeleton width={120} />
        )}
        <span className={styles['right']}>
          {model?.type && <Badge>{model.type}</Badge>}
          {model && <LoggedModelStatus model={model} />}
        </span>
      </div>
      {model?.status === 'ready' && (
        <div className={styles['load']}>
          <CodeBlock code={loadingCode(`models:/${id}`, flavors ?? ['python_function'])} />
        </div>
      )}
    </li>
  );
}

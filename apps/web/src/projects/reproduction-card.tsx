import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProjectRun } from '../api/project-runs.ts';
import { type Difference, getReproduction, type Reproduction } from '../api/reproductions.ts';
import { Badge, type BadgeTone } from '../components/badge.tsx';
import { Card } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import { projectRunPlace } from './places.ts';
import { isUnderWay } from './project-status.tsx';
import styles from './projects.module.css';

const WORDS: Readonly<Record<Reproduction['status'], readonly [word: string, tone: BadgeTone]>> = {
  PENDING: ['Under way', 'info'],
  SAME: ['The same', 'good'],
  DIFFERENT: ['Different', 'warn'],
  FAILED: ['Failed', 'bad'],
};
const KINDS = [
  ['metrics', 'Metrics'],
  ['artifacts', 'Artifacts'],
  ['parameters', 'Parameters'],
  ['datasets', 'Datasets'],
  ['source', 'Source'],
  ['packages', 'Packages'],
] as const;
const MOST = 100;

/** How a repeated run came out beside the original. */
export function ReproductionCard({ run }: { readonly run: ProjectRun }): ReactNode {
  const found = useQuery({
    queryKey: ['project-run', run.id, 'reproduction', isUnderWay(run)],
    queryFn: ({ signal }) => getReproduction(run.id, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.status === 'PENDING' ? 2_000 : false),
  });
  const { data } = found;
  const [word, tone] = WORDS[data?.status ?? 'PENDING'];
  return (
    <Card title="Reproduction" actions={data && <Badge tone={tone}>{word}</Badge>}>
      {data ? (
        <div className={styles['reproduction']}>
          <p className="soft">{told(data)}</p>
          <Link to={projectRunPlace(data.originalId)}>The original run</Link>
          {KINDS.map(
            ([kind, title]) =>
              data.differences[kind].length > 0 && (
                <Differences key={kind} title={title} all={data.differences[kind]} />
              ),
          )}
        </div>
      ) : found.error ? (
        <ErrorState what="The comparison" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines count={2} />
      )}
    </Card>
  );
}

function told({ status }: Reproduction): string {
  if (status === 'PENDING') return 'It is compared with the original once it has ended.';
  if (status === 'FAILED') return 'It did not finish, so there is nothing to compare.';
  if (status === 'SAME') return 'Its metrics and artifacts are those of the original.';
  return 'It came out otherwise than the original.';
}

function Differences({
  title,
  all,
}: {
  readonly title: string;
  readonly all: readonly Difference[];
}): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles['differences']}>
        {all.slice(0, MOST).map(({ name, original, reproduced }) => (
          <li key={name}>
            <Truncated text={name} />
            <del className="mono">
              <span className="visually-hidden">Originally </span>
              <Truncated text={original ?? 'none'} />
            </del>
            <ins className="mono">
              <span className="visually-hidden">now </span>
              <Truncated text={reproduced ?? 'none'} />
            </ins>
          </li>
        ))}
      </ul>
      {all.length > MOST && <p className="soft">and {all.length - MOST} more</p>}
    </section>
  );
}

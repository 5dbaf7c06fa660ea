import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { quoted } from '../api/filter-text.ts';
import { type Run, searchRuns } from '../api/runs.ts';
import { StatusIcon } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Card } from '../components/page.tsx';
import { Duration, RelativeTime } from '../components/time.tsx';
import { Truncated } from '../components/truncated.tsx';
import { compareAddress } from '../compare/compare-address.ts';
import styles from './run.module.css';
import { RUN_TAGS } from './run-tags.ts';

const PAGE = 50;
const NO_FIELDS = { metrics: [], params: [], tags: [] };

/** The runs that were started within a run. Nothing is shown where there are none. */
export function ChildRunsCard({ run }: { readonly run: Run }): ReactNode {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['runs', 'children', run.id],
    queryFn: ({ pageParam, signal }) =>
      searchRuns(
        {
          experimentIds: [run.experimentId],
          filter: `tags.\`${RUN_TAGS.parent}\` = ${quoted(run.id)}`,
          orderBy: ['attributes.start_time ASC'],
          pageSize: PAGE,
          pageToken: pageParam,
          fields: NO_FIELDS,
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    refetchInterval: run.status === 'RUNNING' ? 5_000 : false,
  });
  const children = data?.pages.flatMap(({ items }) => items) ?? [];
  if (children.length === 0) return null;
  return (
    <Card
      flush
      title={
        <>
          Child runs{' '}
          <span className={styles['count']}>
            {children.length}
            {hasNextPage && '+'}
          </span>
        </>
      }
      actions={
        children.length > 1 && (
          <ButtonLink small look="ghost" to={compareAddress(children)}>
            Compare
          </ButtonLink>
        )
      }
    >
      <ul className={styles['list']}>
        {children.map((child) => (
          <li key={child.id} className={styles['listRow']}>
            <StatusIcon status={child.status} />
            <Link to={`/experiments/${child.experimentId}/runs/${child.id}`} className="truncate">
              <Truncated text={child.name} />
            </Link>
            <span className={styles['right']}>
              <Duration startMs={child.startMs} endMs={child.endMs} />
              <RelativeTime ms={child.startMs} />
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className={styles['more']}>
          <Button small look="ghost" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}

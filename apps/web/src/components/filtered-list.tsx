import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { FilterField, type FilterFieldProps } from './filter-field.tsx';
import styles from './filtered-list.module.css';
import { ErrorState, SkeletonLines } from './states.tsx';
import { type VirtualColumn, VirtualTable, type VirtualTableProps } from './virtual-table.tsx';

type TableProps<Row> = Pick<
  VirtualTableProps<Row>,
  'label' | 'rowKey' | 'rowName' | 'sort' | 'onSort' | 'selected' | 'onSelect'
>;

export interface FilteredListProps<Row> extends TableProps<Row> {
  readonly filter: Omit<FilterFieldProps, 'error'>;
  /** At the right of the filter: what can be done with the rows that are chosen. */
  readonly beside?: ReactNode;
  readonly columns: (rows: readonly Row[]) => readonly VirtualColumn<Row>[];
  readonly result: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>;
  /** What is listed, where it could not be loaded: `The traces`. */
  readonly what: string;
  /** Stands where there is nothing: yet, or that fits the filter. */
  readonly empty: ReactNode;
}

/** What fills a page that lists what the server searches: a filter with its errors below it, and a table that loads as one scrolls. */
export function FilteredList<Row>(props: FilteredListProps<Row>): ReactNode {
  const { filter, beside, columns, result, what, empty, ...table } = props;
  const { data, error, isPending } = result;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const refused = error instanceof ApiError && error.status === 400 ? error : undefined;
  const list = (): ReactNode => {
    if (isPending) return <SkeletonLines />;
    if (refused) return null;
    if (error) return <ErrorState what={what} error={error} onRetry={() => void result.refetch()} />;
    if (rows.length === 0) return empty;
    return (
      <VirtualTable
        {...table}
        columns={columns(rows)}
        rows={rows}
        hasMore={result.hasNextPage}
        isStale={result.isPlaceholderData}
        onEnd={() => !result.isFetchingNextPage && void result.fetchNextPage()}
      />
    );
  };
  return (
    <>
      <div className={styles['bar']}>
        <FilterField {...filter} error={refused?.message} />
        {beside}
      </div>
      {list()}
    </>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useState } from 'react';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { counted } from '../../format/numbers.ts';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { NoPreview } from '../no-preview.tsx';
import { TableView } from '../table-view.tsx';
import { messageOf } from '../../api/api-error.ts';

/** Rows are read so many at a time, as they come into view. */
const ROWS_PER_PART = 200;

/** A Parquet file as a table. Only its footer and the rows in view are read. */
export default function ParquetPreview({ place, path, size }: PreviewProps): ReactNode {
  const client = useQueryClient();
  const key = ['artifact-parquet', place.kind, place.id, path];
  const [parts, setParts] = useState<ReadonlyMap<number, readonly (readonly unknown[])[]>>(new Map());
  const [fault, setFault] = useState<string>();
  const {
    data: table,
    error,
    refetch,
  } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const { openParquet } = await import('../read-parquet.ts');
      return openParquet(place, path, size, signal);
    },
    staleTime: Infinity,
  });
  const fetchPart = useCallback(
    (part: number) => {
      if (!table || part * ROWS_PER_PART >= table.rowCount) return;
      client
        .fetchQuery({
          queryKey: [...key, part],
          queryFn: () => table.rows(part * ROWS_PER_PART, (part + 1) * ROWS_PER_PART),
          staleTime: Infinity,
        })
        .then((rows) => setParts((known) => (known.has(part) ? known : new Map(known).set(part, rows))))
        .catch((problem: unknown) => setFault(messageOf(problem)));
    },
    // The key is made of what the component is keyed by.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [client, table],
  );
  const onRange = useCallback(
    (first: number, last: number) => {
      for (let part = Math.floor(first / ROWS_PER_PART); part <= Math.floor(last / ROWS_PER_PART); part++)
        fetchPart(part);
    },
    [fetchPart],
  );
  if (error)
    return table === undefined && !('status' in error) ? (
      <NoPreview place={place} path={path} title="The Parquet file could not be read">
        {messageOf(error)}
      </NoPreview>
    ) : (
      <ErrorState error={error} what="This file" onRetry={() => void refetch()} />
    );
  if (!table) return <SkeletonLines count={10} />;
  return (
    <PreviewViews
      note={
        <span>
          {counted(table.rowCount, 'row')}, {counted(table.columns.length, 'column')}
          {fault && `. Some rows could not be read: ${fault}`}
        </span>
      }
      views={[
        {
          id: 'table',
          label: 'Table',
          content: (
            <TableView
              columns={table.columns}
              rowCount={table.rowCount}
              onRange={onRange}
              value={(row, column) => {
                const rows = parts.get(Math.floor(row / ROWS_PER_PART));
                return rows ? (rows[row % ROWS_PER_PART]?.[column] ?? null) : undefined;
              }}
            />
          ),
        },
      ]}
    />
  );
}

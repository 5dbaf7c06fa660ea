import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { counted, formatBytes } from '../../format/numbers.ts';
import { NoPreview } from '../no-preview.tsx';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { TableView } from '../table-view.tsx';
import { readText } from '../use-artifact.ts';
import TextPreview from './text-preview.tsx';

const MOST_BYTES = 8_000_000;

/** Values apart by commas, tabs or semicolons, as a table whose first row is its head; of a long file the beginning. */
export default function CsvPreview(props: PreviewProps): ReactNode {
  const { place, path } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['artifact-csv', place.kind, place.id, path],
    queryFn: async ({ signal }) => {
      const { text, isPart, size } = await readText(place, path, MOST_BYTES, signal);
      const { parseCsv } = await import('../parse-csv.ts');
      return { ...parseCsv(text), isPart, size };
    },
  });
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  if (data.columns.length === 0) return <NoPreview place={place} path={path} title="The table is empty" />;
  return (
    <PreviewViews
      note={
        <span>
          {counted(data.rows.length, 'row')}, {counted(data.columns.length, 'column')}
          {data.isPart && ` in the first ${formatBytes(MOST_BYTES)} of ${formatBytes(data.size)}`}
        </span>
      }
      views={[
        {
          id: 'table',
          label: 'Table',
          content: (
            <TableView
              columns={data.columns}
              rowCount={data.rows.length}
              value={(row, column) => data.rows[row]?.[column] ?? ''}
            />
          ),
        },
        { id: 'source', label: 'Source', content: <TextPreview {...props} /> },
      ]}
    />
  );
}

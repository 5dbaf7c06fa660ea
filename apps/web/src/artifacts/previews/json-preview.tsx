import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { GeoMap } from '../geo-map.tsx';
import { isGeoJson } from '../geo-shapes.ts';
import { SIZE_LIMITS } from '../kinds.ts';
import { loggedTable } from '../logged-table.ts';
import { LoggedTableView } from '../logged-table-view.tsx';
import { readNotebook } from '../notebook.ts';
import { NotebookView } from '../notebook-view.tsx';
import { parseJson } from '../parse-json.ts';
import { TreeView } from '../tree-view.tsx';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { readText } from '../use-artifact.ts';
import TextPreview from './text-preview.tsx';

/** JSON as what it holds: a notebook, a table that was logged, a map, or a tree; and as its source. */
export default function JsonPreview(props: PreviewProps): ReactNode {
  const { place, path } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['artifact-json', place.kind, place.id, path],
    queryFn: async ({ signal }) => {
      const { text } = await readText(place, path, SIZE_LIMITS.geojson ?? 0, signal);
      try {
        return { value: parseJson(text) };
      } catch (fault) {
        return { fault: `This is no valid JSON: ${fault instanceof Error ? fault.message : ''}` };
      }
    },
  });
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  const source = { id: 'source', label: 'Source', content: <TextPreview {...props} /> };
  if (data.fault !== undefined) return <PreviewViews note={data.fault} views={[source]} />;
  const tree = { id: 'tree', label: 'Tree', content: <TreeView value={data.value} /> };
  const notebook = path.toLowerCase().endsWith('.ipynb') ? readNotebook(data.value) : undefined;
  if (notebook)
    return (
      <PreviewViews
        views={[
          { id: 'notebook', label: 'Notebook', content: <NotebookView notebook={notebook} /> },
          tree,
          source,
        ]}
      />
    );
  const table = loggedTable(data.value);
  if (table)
    return (
      <PreviewViews
        views={[
          { id: 'table', label: 'Table', content: <LoggedTableView place={place} table={table} /> },
          tree,
          source,
        ]}
      />
    );
  if (isGeoJson(data.value))
    return (
      <PreviewViews
        views={[{ id: 'map', label: 'Map', content: <GeoMap value={data.value} /> }, tree, source]}
      />
    );
  return <PreviewViews views={[tree, source]} />;
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { messageOf } from '../../api/api-error.ts';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { TreeView } from '../tree-view.tsx';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { readText } from '../use-artifact.ts';
import TextPreview, { MOST_TEXT } from './text-preview.tsx';

/** YAML as its source, and as a tree. */
export default function YamlPreview(props: PreviewProps): ReactNode {
  const { place, path } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['artifact-yaml', place.kind, place.id, path],
    queryFn: async ({ signal }) => {
      const { text, isPart } = await readText(place, path, MOST_TEXT, signal);
      if (isPart) return { fault: 'The file is too long for a tree.' };
      const { parseYaml } = await import('../parse-yaml.ts');
      try {
        return { value: parseYaml(text) };
      } catch (fault) {
        return { fault: `This is no valid YAML: ${messageOf(fault)}` };
      }
    },
  });
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines />;
  const source = { id: 'source', label: 'Source', content: <TextPreview {...props} /> };
  if (data.fault !== undefined) return <PreviewViews note={data.fault} views={[source]} />;
  return (
    <PreviewViews views={[source, { id: 'tree', label: 'Tree', content: <TreeView value={data.value} /> }]} />
  );
}

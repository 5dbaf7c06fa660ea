import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { readArtifact } from '../../api/artifacts.ts';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { isText } from '../kinds.ts';
import { NoPreview } from '../no-preview.tsx';
import type { PreviewProps } from '../preview-props.ts';

const TextPreview = lazy(() => import('./text-preview.tsx'));
const BYTES_TO_JUDGE = 4096;

/** A file whose name does not tell what it is: shown when its beginning is text. */
export default function UnknownPreview(props: PreviewProps): ReactNode {
  const { place, path } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['artifact-is-text', place.kind, place.id, path],
    queryFn: async ({ signal }) =>
      isText((await readArtifact(place, path, { most: BYTES_TO_JUDGE, signal })).bytes),
  });
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonLines />;
  if (data) return <TextPreview {...props} />;
  return (
    <NoPreview place={place} path={path} title="No preview for this kind of file">
      It is not text, and no kind that is shown here.
    </NoPreview>
  );
}

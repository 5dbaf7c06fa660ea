import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { SkeletonLines } from '../components/states.tsx';
import { formatBytes } from '../format/numbers.ts';
import { kindOf, type PreviewKind, SIZE_LIMITS } from './kinds.ts';
import { NoPreview } from './no-preview.tsx';
import type { PreviewProps } from './preview-props.ts';
import { PreviewBoundary } from './preview-boundary.tsx';

type Preview = ComponentType<PreviewProps>;

const image = lazy<Preview>(() => import('./previews/image-preview.tsx'));
const text = lazy<Preview>(() => import('./previews/text-preview.tsx'));
const media = lazy<Preview>(() => import('./previews/media-preview.tsx'));
const json = lazy<Preview>(() => import('./previews/json-preview.tsx'));

/** What shows each kind of file; loaded when one is first looked at. */
const PREVIEWS: Readonly<Record<Exclude<PreviewKind, 'binary'>, Preview>> = {
  image,
  svg: lazy<Preview>(() => import('./previews/svg-preview.tsx')),
  html: lazy<Preview>(() => import('./previews/html-preview.tsx')),
  pdf: lazy<Preview>(() => import('./previews/pdf-preview.tsx')),
  audio: media,
  video: media,
  markdown: lazy<Preview>(() => import('./previews/markdown-preview.tsx')),
  json,
  geojson: json,
  yaml: lazy<Preview>(() => import('./previews/yaml-preview.tsx')),
  csv: lazy<Preview>(() => import('./previews/csv-preview.tsx')),
  parquet: lazy<Preview>(() => import('./previews/parquet-preview.tsx')),
  mlmodel: lazy<Preview>(() => import('./previews/mlmodel-preview.tsx')),
  code: text,
  text,
  unknown: lazy<Preview>(() => import('./previews/unknown-preview.tsx')),
};

/** A file as what it is, or why it is not shown and how to get it. */
export function Preview(props: PreviewProps): ReactNode {
  const { place, path, size } = props;
  const kind = kindOf(path);
  if (kind === 'binary')
    return (
      <NoPreview place={place} path={path} title="No preview for this kind of file">
        It holds binary data{size > 0 && `, ${formatBytes(size)}`}.
      </NoPreview>
    );
  const limit = SIZE_LIMITS[kind] ?? Infinity;
  if (size > limit)
    return (
      <NoPreview place={place} path={path} title="Too large for a preview">
        The file has {formatBytes(size)}; up to {formatBytes(limit)} of its kind are shown here.
      </NoPreview>
    );
  const Kind = PREVIEWS[kind];
  return (
    <PreviewBoundary key={`${place.id} ${path}`} place={place} path={path}>
      <Suspense fallback={<SkeletonLines count={8} />}>
        <Kind {...props} />
      </Suspense>
    </PreviewBoundary>
  );
}

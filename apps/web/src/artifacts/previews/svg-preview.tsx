import type { ReactNode } from 'react';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { Picture } from './image-preview.tsx';
import TextPreview from './text-preview.tsx';

export default function SvgPreview(props: PreviewProps): ReactNode {
  return (
    <PreviewViews
      views={[
        { id: 'image', label: 'Image', content: <Picture {...props} /> },
        { id: 'source', label: 'Source', content: <TextPreview {...props} /> },
      ]}
    />
  );
}

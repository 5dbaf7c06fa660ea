import { type ReactNode } from 'react';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { formatBytes } from '../../format/numbers.ts';
import { CodeView } from '../code-view.tsx';
import { NoPreview } from '../no-preview.tsx';
import { extensionOf } from '../kinds.ts';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { useText } from '../use-artifact.ts';

/** How much of a text is read: more than anyone scrolls through, less than what makes a page slow. */
export const MOST_TEXT = 1_000_000;

/** Text and code; of a long one the beginning. What turns out to be no text is offered for download. */
export default function TextPreview({ place, path }: PreviewProps): ReactNode {
  const { data, error, refetch } = useText(place, path, MOST_TEXT);
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  if (data.text === '') return <NoPreview place={place} path={path} title="The file is empty" />;
  return (
    <PreviewViews
      note={
        data.isPart &&
        `The first ${formatBytes(MOST_TEXT)} of ${formatBytes(data.size)} are shown. Download the file for the rest.`
      }
      views={[
        {
          id: 'text',
          label: 'Text',
          content: <CodeView label={`Text of ${path}`} text={data.text} extension={extensionOf(path)} />,
        },
      ]}
    />
  );
}

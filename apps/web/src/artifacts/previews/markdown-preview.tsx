import type { ReactNode } from 'react';
import { MarkdownView } from '../../components/markdown.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import styles from '../preview.module.css';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';
import { useText } from '../use-artifact.ts';
import TextPreview, { MOST_TEXT } from './text-preview.tsx';

export default function MarkdownPreview(props: PreviewProps): ReactNode {
  const { data, error, refetch } = useText(props.place, props.path, MOST_TEXT);
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines />;
  return (
    <PreviewViews
      views={[
        {
          id: 'page',
          label: 'Page',
          content: (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <div className={styles['pad']} tabIndex={0} role="region" aria-label="Text">
              <MarkdownView text={data.text} />
            </div>
          ),
        },
        { id: 'source', label: 'Source', content: <TextPreview {...props} /> },
      ]}
    />
  );
}

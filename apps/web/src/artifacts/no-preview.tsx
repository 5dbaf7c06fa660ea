import { Download, FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { downloadAddress } from '../api/artifacts.ts';
import { EmptyState } from '../components/states.tsx';
import { DownloadLink } from '../components/download-link.tsx';
import type { PreviewProps } from './preview-props.ts';

/** What stands where a file is not shown: why, and how to get it all the same. */
export function NoPreview({
  place,
  path,
  title,
  children,
}: Omit<PreviewProps, 'size'> & { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <EmptyState
      icon={<FileQuestion aria-hidden />}
      title={title}
      actions={
        <DownloadLink href={downloadAddress(place, path)}>
          <Download aria-hidden /> Download instead
        </DownloadLink>
      }
    >
      {children}
    </EmptyState>
  );
}

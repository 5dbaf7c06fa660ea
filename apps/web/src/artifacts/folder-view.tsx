import { Folder } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ArtifactPlace } from '../api/artifacts.ts';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import { VirtualGrid } from '../components/virtual-grid.tsx';
import { formatBytes } from '../format/numbers.ts';
import styles from './browser.module.css';
import { FileIcon } from './file-icon.tsx';
import { ImageGrid } from './image-grid.tsx';
import preview from './preview.module.css';
import { IMAGE_FOLDER, steppedImages } from './stepped-images.ts';
import { PreviewViews } from './preview-views.tsx';
import { useFolder } from './use-artifact.ts';

export interface FolderViewProps {
  readonly place: ArtifactPlace;
  readonly folder: string;
  readonly onOpen: (path: string) => void;
}

const COLUMNS = [{ id: 'size', header: 'Size', width: 110, isNumber: true }];

/** What is in a folder; of stepped images the images themselves. */
export function FolderView({ place, folder, onOpen }: FolderViewProps): ReactNode {
  const { data: entries, error, refetch } = useFolder(place, folder);
  if (error) return <ErrorState error={error} what="This folder" onRetry={() => void refetch()} />;
  if (!entries) return <SkeletonLines />;
  if (entries.length === 0)
    return (
      <EmptyState title="The folder is empty" icon={<Folder aria-hidden />}>
        Drop files here to upload them.
      </EmptyState>
    );
  const list = (
    <VirtualGrid
      label="Files"
      className={preview['grid']}
      rowCount={entries.length}
      rowHeight={34}
      grow="head"
      columns={COLUMNS}
      rowHead={{
        header: 'Name',
        width: 220,
        cell: (row) => {
          const entry = entries[row];
          if (!entry) return null;
          return (
            <button type="button" className={styles['entry']} onClick={() => onOpen(entry.path)}>
              <FileIcon path={entry.path} isFolder={entry.isFolder} />
              <Truncated text={entry.name} />
            </button>
          );
        },
      }}
      cell={(row) => {
        const entry = entries[row];
        return entry && !entry.isFolder ? <span className="soft">{formatBytes(entry.size)}</span> : null;
      }}
    />
  );
  const images = folder === IMAGE_FOLDER ? steppedImages(entries) : [];
  if (images.length === 0) return list;
  return (
    <PreviewViews
      views={[
        { id: 'images', label: 'Images', content: <ImageGrid place={place} images={images} /> },
        { id: 'files', label: 'Files', content: list },
      ]}
    />
  );
}

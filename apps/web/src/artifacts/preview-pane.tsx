import { Download, FolderArchive, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  type ArtifactEntry,
  type ArtifactPlace,
  downloadAddress,
  proxyPathOf,
  zipAddress,
} from '../api/artifacts.ts';
import { IconButton } from '../components/button.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Truncated } from '../components/truncated.tsx';
import { formatBytes } from '../format/numbers.ts';
import { DeleteArtifact } from './delete-artifact.tsx';
import { DownloadLink } from '../components/download-link.tsx';
import { FolderView } from './folder-view.tsx';
import { Preview } from './preview.tsx';
import styles from './preview.module.css';

export interface PreviewPaneProps {
  readonly place: ArtifactPlace;
  readonly entry: ArtifactEntry;
  readonly onOpen: (path: string) => void;
  /** At the left of its head: the way back, where the tree has no room. */
  readonly back?: ReactNode;
}

/** One file or folder: its name, what can be done with it, and what is in it. */
export function PreviewPane({ place, entry, onOpen, back }: PreviewPaneProps): ReactNode {
  const [deleting, setDeleting] = useState(false);
  const { path, isFolder, size } = entry;
  return (
    <section className={styles['preview']} aria-label={path === '' ? 'All artifacts' : path}>
      <header className={styles['head']}>
        {back}
        <h2 className="truncate">
          <Truncated text={path === '' ? 'All artifacts' : path} />
        </h2>
        {!isFolder && <span className={styles['facts']}>{formatBytes(size)}</span>}
        <div className={styles['headActions']}>
          {path !== '' && <CopyButton text={path} label="Copy path" />}
          {isFolder ? (
            <DownloadLink small label="Download as zip" href={zipAddress(place, path)}>
              <FolderArchive aria-hidden />
            </DownloadLink>
          ) : (
            <DownloadLink small label="Download" href={downloadAddress(place, path)}>
              <Download aria-hidden />
            </DownloadLink>
          )}
          {path !== '' && proxyPathOf(place.uri) !== undefined && (
            <IconButton small label="Delete" onClick={() => setDeleting(true)}>
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      </header>
      <div className={styles['content']}>
        {isFolder ? (
          <FolderView place={place} folder={path} onOpen={onOpen} />
        ) : (
          <Preview place={place} path={path} size={size} />
        )}
      </div>
      <DeleteArtifact
        place={place}
        entry={entry}
        open={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={onOpen}
      />
    </section>
  );
}

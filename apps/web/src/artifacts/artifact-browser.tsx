import { useQueries } from '@tanstack/react-query';
import { ArrowLeft, FolderArchive, FolderUp, Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import {
  type ArtifactEntry,
  type ArtifactPlace,
  baseName,
  folderKey,
  folderOf,
  listArtifacts,
  uploadTarget,
  zipAddress,
} from '../api/artifacts.ts';
import { ApiError } from '../api/api-error.ts';
import { useStored } from '../app/stored.ts';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { Split } from '../components/split.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { ArtifactTree } from './artifact-tree.tsx';
import styles from './browser.module.css';
import { DownloadLink } from '../components/download-link.tsx';
import { type DroppedFile, droppedFiles } from '../components/dropped-files.ts';
import { PreviewPane } from './preview-pane.tsx';
import { foldersAbove, treeRows } from './tree-rows.ts';
import { UploadList } from './upload-list.tsx';
import { useFolder } from './use-artifact.ts';
import { useIsNarrow } from '../app/use-is-narrow.ts';
import { useUploads } from './use-uploads.ts';

export interface ArtifactBrowserProps {
  readonly place: ArtifactPlace;
  /** The file or folder that is shown; '' is the root. */
  readonly path: string;
  readonly onPath: (path: string) => void;
  /** What to type to log an artifact, where there are none. */
  readonly emptyCode: string;
}

/** The artifacts of a run or model: a tree, and beside it what is selected. Files are uploaded by dropping them on it. */
export default function ArtifactBrowser({ place, path, onPath, emptyCode }: ArtifactBrowserProps): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([...foldersAbove(path), path]));
  const [share, setShare] = useStored('artifacts.share', 0.28);
  const [dragging, setDragging] = useState(false);
  const [replacing, setReplacing] = useState<{ files: readonly DroppedFile[]; count: number }>();
  const input = useRef<HTMLInputElement>(null);
  const isNarrow = useIsNarrow();
  const uploads = useUploads(place);

  useEffect(() => {
    setOpen((known) => {
      const missing = foldersAbove(path).filter((each) => !known.has(each));
      return missing.length > 0 ? new Set([...known, ...missing]) : known;
    });
  }, [path]);
  const root = useFolder(place, '');
  const folders = [...open].filter((each) => each !== '');
  const listings = useQueries({
    queries: folders.map((folder) => ({
      queryKey: folderKey(place, folder),
      queryFn: ({ signal }: { signal: AbortSignal }) => listArtifacts(place, folder, { signal }),
    })),
  });
  const entriesOf = (folder: string): readonly ArtifactEntry[] | undefined =>
    folder === '' ? root.data : listings[folders.indexOf(folder)]?.data;
  const above = useFolder(place, folderOf(path), path !== '');

  if (root.error)
    return <ErrorState error={root.error} what="The artifacts" onRetry={() => void root.refetch()} />;
  if (!root.data) return <SkeletonLines count={8} />;

  const found = above.data?.find((each) => each.path === path);
  const entry: ArtifactEntry | undefined =
    path === '' ? { path: '', name: '', isFolder: true, size: 0 } : found;
  const target = entry?.isFolder ? path : folderOf(path);
  const canUpload = uploadTarget(place, 'x') !== undefined;

  const offer = (files: readonly DroppedFile[]): void => {
    const names = new Set(entriesOf(target)?.map(({ name }) => name));
    const count = files.filter((each) => names.has(each.path)).length;
    if (count > 0) setReplacing({ files, count });
    else if (files.length > 0) void uploads.start(target, files);
  };
  const drag = {
    onDragOver: (event: DragEvent) => {
      if (!canUpload || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setDragging(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false);
    },
    onDrop: (event: DragEvent) => {
      if (!canUpload) return;
      event.preventDefault();
      setDragging(false);
      void droppedFiles(event.dataTransfer).then(offer);
    },
  };
  const upload = canUpload && (
    <IconButton
      small
      label={`Upload to ${target === '' ? 'the root' : target}`}
      onClick={() => input.current?.click()}
    >
      <Upload aria-hidden />
    </IconButton>
  );

  const tree = (
    <div className={styles['side']}>
      <div className={styles['bar']}>
        <button type="button" onClick={() => onPath('')}>
          All artifacts
        </button>
        {upload}
        <DownloadLink small label="Download all as zip" href={zipAddress(place, '')}>
          <FolderArchive aria-hidden />
        </DownloadLink>
      </div>
      <ArtifactTree
        rows={treeRows(entriesOf, open)}
        selected={path}
        onSelect={onPath}
        onToggle={(folder, isOpen) =>
          setOpen(isOpen ? new Set([...open, folder]) : new Set([...open].filter((each) => each !== folder)))
        }
      />
      <UploadList uploads={uploads} />
    </div>
  );
  const preview = entry ? (
    <PreviewPane
      key={path}
      place={place}
      entry={entry}
      onOpen={onPath}
      back={
        isNarrow && (
          <IconButton small label="Back to the files" onClick={() => onPath('')}>
            <ArrowLeft aria-hidden />
          </IconButton>
        )
      }
    />
  ) : above.data ? (
    <ErrorState
      error={new ApiError('RESOURCE_DOES_NOT_EXIST', `Nothing is called ${path} among the artifacts.`, 404)}
      what={baseName(path)}
    />
  ) : above.error ? (
    <ErrorState error={above.error} what="This file" onRetry={() => void above.refetch()} />
  ) : (
    <SkeletonLines count={8} />
  );
  const isEmpty = root.data.length === 0 && path === '';

  return (
    <div className={styles['browser']} {...drag}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => {
          offer([...(event.target.files ?? [])].map((file) => ({ path: file.name, file })));
          event.target.value = '';
        }}
      />
      {isEmpty ? (
        <div className={styles['side']}>
          <EmptyState
            icon={<FolderUp aria-hidden />}
            title="No artifacts yet"
            code={emptyCode}
            actions={canUpload && <Button onClick={() => input.current?.click()}>Upload files</Button>}
          >
            {canUpload ? 'Log files from your code, or drop them here.' : 'Log files from your code.'}
          </EmptyState>
          <UploadList uploads={uploads} />
        </div>
      ) : isNarrow ? (
        path === '' ? (
          tree
        ) : (
          preview
        )
      ) : (
        <Split label="Width of the tree" share={share} onShare={setShare} first={tree} second={preview} />
      )}
      {dragging && (
        <div className={styles['dropping']}>Drop to upload to {target === '' ? 'the root' : target}</div>
      )}
      <ConfirmDialog
        title={replacing?.count === 1 ? 'Replace a file?' : 'Replace files?'}
        action="Replace"
        open={replacing !== undefined}
        onClose={() => setReplacing(undefined)}
        onConfirm={() => {
          void uploads.start(target, replacing?.files ?? []);
          return Promise.resolve();
        }}
      >
        {replacing?.count === 1
          ? 'A file of this name is there already.'
          : `${replacing?.count ?? 0} files of these names are there already.`}{' '}
        What is in them now is lost.
      </ConfirmDialog>
    </div>
  );
}

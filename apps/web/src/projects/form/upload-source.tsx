import { FileArchive, FolderUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { messageOf } from '../../api/api-error.ts';
import { uploadProject } from '../../api/projects.ts';
import { Button } from '../../components/button.tsx';
import { classes } from '../../components/classes.ts';
import { type DroppedFile, droppedFiles } from '../../components/dropped-files.ts';
import { ProgressBar } from '../../components/states.tsx';
import { counted, formatBytes } from '../../format/numbers.ts';
import styles from './form.module.css';
import type { RunForm } from './use-run-form.ts';
import { LEFT_OUT, zipFiles } from './zip-files.ts';

/** A folder or a zip archive of this computer, dropped or chosen, which is uploaded at once. */
export function UploadSource({ form }: { readonly form: RunForm }): ReactNode {
  const [isOver, setOver] = useState(false);
  const [progress, setProgress] = useState<{ readonly what: string; readonly part: number }>();
  const [done, setDone] = useState<string>();
  const [fault, setFault] = useState<string>();
  const archive = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const aborter = useRef<AbortController>(undefined);

  const take = async (files: readonly DroppedFile[]): Promise<void> => {
    const [first] = files;
    if (!first) return;
    aborter.current?.abort();
    const { signal } = (aborter.current = new AbortController());
    setFault(undefined);
    setDone(undefined);
    try {
      const isArchive = files.length === 1 && first.path.endsWith('.zip');
      const name = isArchive ? first.path : (first.path.split('/')[0] ?? first.path);
      const packed = isArchive
        ? first.file
        : await zipFiles(files, (part) => setProgress({ what: `Packing ${name}`, part }));
      const uri = await uploadProject(
        packed,
        (part) => setProgress({ what: `Uploading ${name}`, part }),
        signal,
      );
      setDone(
        `${name}: ${isArchive ? '' : `${counted(files.length, 'file')}, `}${formatBytes(packed.size)} uploaded`,
      );
      form.change({ uri, version: '', sourceName: name });
      form.read({ uri, version: '' });
    } catch (error) {
      if (!signal.aborted) setFault(messageOf(error));
    } finally {
      if (!signal.aborted) setProgress(undefined);
    }
  };
  const chosen = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])].map((file) => ({
      path: file.webkitRelativePath || file.name,
      file,
    }));
    input.value = '';
    void take(files.filter(({ path }) => !path.split('/').some((part) => LEFT_OUT.has(part))));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    droppedFiles(event.dataTransfer, LEFT_OUT)
      .then(take)
      .catch((error: unknown) => setFault(messageOf(error)));
  };
  const error = fault ?? form.errors['uri'];
  return (
    <div
      className={classes(styles['drop'], isOver && styles['over'])}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>{done ?? 'Drop a folder or a zip archive here'}</p>
      <div className={styles['row']}>
        <Button onClick={() => folder.current?.click()}>
          <FolderUp aria-hidden /> Choose a folder
        </Button>
        <Button onClick={() => archive.current?.click()}>
          <FileArchive aria-hidden /> Choose a zip archive
        </Button>
      </div>
      <p className="soft">History, caches and environments (.git, venv, node_modules …) stay here.</p>
      {progress && (
        <div className={styles['progress']}>
          <span>{progress.what}</span>
          <ProgressBar value={progress.part} label={progress.what} />
        </div>
      )}
      <div role="alert" className={styles['fault']}>
        {error}
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder of the project"
        {...{ webkitdirectory: '' }}
        onChange={(event) => chosen(event.target)}
      />
      <input
        ref={archive}
        type="file"
        hidden
        accept=".zip"
        aria-label="Zip archive of the project"
        onChange={(event) => chosen(event.target)}
      />
    </div>
  );
}

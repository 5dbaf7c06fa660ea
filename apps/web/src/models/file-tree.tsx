import { useQuery } from '@tanstack/react-query';
import { Download, File, Folder, FolderOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { listLoggedModelFiles, loggedModelFileAddress, type ModelFile } from '../api/logged-models.ts';
import { messageOf } from '../api/api-error.ts';
import { SkeletonLines } from '../components/states.tsx';
import { formatBytes } from '../format/numbers.ts';
import styles from './file-tree.module.css';

interface FileTreeProps {
  readonly modelId: string;
  readonly folder: string;
}

/** The files of a logged model, a folder at a time, to download. */
export function FileTree({ modelId, folder }: FileTreeProps): ReactNode {
  const files = useQuery({
    queryKey: ['logged-model', modelId, 'files', folder],
    queryFn: ({ signal }) => listLoggedModelFiles(modelId, folder, { signal }),
  });
  if (files.isPending) return <SkeletonLines count={2} />;
  if (files.error) return <p className="soft">{messageOf(files.error)}</p>;
  if (files.data.length === 0) return <p className="soft">No files.</p>;
  return (
    <ul className={styles['list']}>
      {files.data.map((file) => (
        <li key={file.path}>
          {file.isFolder ? (
            <SubFolder modelId={modelId} file={file} />
          ) : (
            <Leaf modelId={modelId} file={file} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface FileProps {
  readonly modelId: string;
  readonly file: ModelFile;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function SubFolder({ modelId, file }: FileProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles['file']} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <FolderOpen aria-hidden /> : <Folder aria-hidden />}
        <bdi className="truncate">{nameOf(file.path)}</bdi>
      </button>
      {open && <FileTree modelId={modelId} folder={file.path} />}
    </>
  );
}

function Leaf({ modelId, file }: FileProps): ReactNode {
  return (
    <a
      className={styles['file']}
      href={loggedModelFileAddress(modelId, file.path)}
      download={nameOf(file.path)}
    >
      <File aria-hidden />
      <bdi className="truncate">{nameOf(file.path)}</bdi>
      <span className={styles['size']}>{formatBytes(file.bytes)}</span>
      <Download aria-hidden />
    </a>
  );
}

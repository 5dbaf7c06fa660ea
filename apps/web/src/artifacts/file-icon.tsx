import {
  Box,
  File,
  FileCode,
  FileImage,
  FileText,
  Film,
  Folder,
  FolderOpen,
  Map as MapIcon,
  Music,
  Sheet,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { kindOf, type PreviewKind } from './kinds.ts';

const ICONS: Readonly<Record<PreviewKind, typeof File>> = {
  image: FileImage,
  svg: FileImage,
  html: FileCode,
  pdf: FileText,
  audio: Music,
  video: Film,
  markdown: FileText,
  json: FileCode,
  geojson: MapIcon,
  yaml: FileCode,
  csv: Sheet,
  parquet: Sheet,
  mlmodel: Box,
  code: FileCode,
  text: FileText,
  binary: File,
  unknown: File,
};

/** What kind of thing a path is, at a glance. */
export function FileIcon({
  path,
  isFolder,
  isOpen = false,
}: {
  readonly path: string;
  readonly isFolder: boolean;
  readonly isOpen?: boolean;
}): ReactNode {
  const Icon = isFolder ? (isOpen ? FolderOpen : Folder) : ICONS[kindOf(path)];
  return <Icon aria-hidden />;
}

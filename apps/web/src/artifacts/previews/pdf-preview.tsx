import type { ReactNode } from 'react';
import { baseName, previewAddress } from '../../api/artifacts.ts';
import { NoPreview } from '../no-preview.tsx';
import styles from '../preview.module.css';
import type { PreviewProps } from '../preview-props.ts';

/** A PDF in the browser's own viewer, where it has one: on phones it has none. */
export default function PdfPreview({ place, path }: PreviewProps): ReactNode {
  if (!navigator.pdfViewerEnabled)
    return <NoPreview place={place} path={path} title="This browser shows no PDF" />;
  return <iframe title={baseName(path)} src={previewAddress(place, path)} className={styles['frame']} />;
}

import { type ReactNode, useState } from 'react';
import { baseName, previewAddress } from '../../api/artifacts.ts';
import { kindOf } from '../kinds.ts';
import { NoPreview } from '../no-preview.tsx';
import styles from '../preview.module.css';
import type { PreviewProps } from '../preview-props.ts';

/** Sound or video. It is fetched in parts, as it is played. */
export default function MediaPreview({ place, path }: PreviewProps): ReactNode {
  const [failed, setFailed] = useState(false);
  if (failed)
    return (
      <NoPreview place={place} path={path} title="The recording could not be played">
        It may be damaged, or in a format that this browser does not know.
      </NoPreview>
    );
  const media = {
    src: previewAddress(place, path),
    controls: true,
    preload: 'metadata',
    'aria-label': baseName(path),
    onError: () => setFailed(true),
  } as const;
  return (
    <div className={styles['stageOfMedia']}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      {kindOf(path) === 'audio' ? <audio {...media} /> : <video {...media} />}
    </div>
  );
}

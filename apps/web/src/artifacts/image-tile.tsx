import { ImageOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type ArtifactPlace, previewAddress } from '../api/artifacts.ts';
import styles from './image-grid.module.css';
import type { SteppedImage } from './stepped-images.ts';

export interface ImageTileProps {
  readonly place: ArtifactPlace;
  readonly image: SteppedImage;
  readonly size: number;
}

/** One image, in its small copy; a click opens the whole. */
export function ImageTile({ place, image, size }: ImageTileProps): ReactNode {
  const [failed, setFailed] = useState<string>();
  const name = `${image.key}, step ${image.step}`;
  if (failed === image.smallPath)
    return (
      <span className={styles['missing']} style={{ width: size, height: size }}>
        <ImageOff aria-hidden />
        <span className="visually-hidden">{name} could not be shown</span>
      </span>
    );
  return (
    <a
      className={styles['tile']}
      style={{ width: size, height: size }}
      href={previewAddress(place, image.path)}
      target="_blank"
      rel="noreferrer"
      title={name}
    >
      <img
        src={previewAddress(place, image.smallPath)}
        alt={name}
        loading="lazy"
        onError={() => setFailed(image.smallPath)}
      />
    </a>
  );
}

import { type ReactNode, useState } from 'react';
import { baseName, previewAddress } from '../../api/artifacts.ts';
import { Button } from '../../components/button.tsx';
import { classes } from '../../components/classes.ts';
import { NoPreview } from '../no-preview.tsx';
import styles from '../preview.module.css';
import type { PreviewProps } from '../preview-props.ts';
import { PreviewViews } from '../preview-views.tsx';

export default function ImagePreview(props: PreviewProps): ReactNode {
  return <Picture {...props} />;
}

/** An image on a ground that shows where it is transparent; fitted, or pixel by pixel. Scripts in an SVG do not run in one. */
export function Picture({ place, path }: PreviewProps): ReactNode {
  const [isActual, setActual] = useState(false);
  const [dimensions, setDimensions] = useState<string>();
  const [failed, setFailed] = useState(false);
  if (failed)
    return (
      <NoPreview place={place} path={path} title="The image could not be shown">
        It may be damaged, in a format that this browser does not know, or the server is gone.
      </NoPreview>
    );
  return (
    <PreviewViews
      note={
        <>
          <Button small look="ghost" aria-pressed={isActual} onClick={() => setActual(!isActual)}>
            {isActual ? 'Fit' : 'Actual size'}
          </Button>
          {dimensions && <span className="tabular">{dimensions}</span>}
        </>
      }
      views={[
        {
          id: 'image',
          label: 'Image',
          content: (
            // A large image scrolls: the keyboard must reach its corners.
            <div
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              role="region"
              aria-label="Image"
              className={classes(
                styles['stageOfMedia'],
                styles['checkered'],
                isActual ? styles['actual'] : styles['fitted'],
              )}
            >
              <img
                src={previewAddress(place, path)}
                alt={baseName(path)}
                onError={() => setFailed(true)}
                onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                  setDimensions(naturalWidth > 0 ? `${naturalWidth} × ${naturalHeight}` : undefined)
                }
              />
            </div>
          ),
        },
      ]}
    />
  );
}

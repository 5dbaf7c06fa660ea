import { type ReactNode, useState } from 'react';
import type { ArtifactPlace } from '../api/artifacts.ts';
import { Segmented } from '../components/choices.tsx';
import { Truncated } from '../components/truncated.tsx';
import { counted } from '../format/numbers.ts';
import styles from './image-grid.module.css';
import { ImageTile } from './image-tile.tsx';
import { imageKeys, imagesAt, imageSteps, type SteppedImage } from './stepped-images.ts';
import { StepSlider } from './step-slider.tsx';

const TILE = 148;

export interface ImageGridProps {
  readonly place: ArtifactPlace;
  readonly images: readonly SteppedImage[];
}

/** The images that a run logged step by step: all keys at one step, or all steps of every key. */
export function ImageGrid({ place, images }: ImageGridProps): ReactNode {
  const keys = imageKeys(images);
  const steps = imageSteps(images);
  const [mode, setMode] = useState<'step' | 'all'>('step');
  const [chosen, setChosen] = useState<number>();
  const step = chosen !== undefined && steps.includes(chosen) ? chosen : (steps.at(-1) ?? 0);
  return (
    <div className={styles['grid']}>
      <div className={styles['controls']}>
        <Segmented
          label="Which images"
          value={mode}
          onChange={setMode}
          choices={[
            ['step', 'One step'],
            ['all', 'All steps'],
          ]}
        />
        {mode === 'step' && <StepSlider steps={steps} step={step} onStep={setChosen} />}
        <span className="soft">
          {counted(keys.length, 'key')}, {counted(steps.length, 'step')}, {counted(images.length, 'image')}
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['rows']} tabIndex={0} role="region" aria-label="Image grid">
        {keys.map((key) => {
          const shown =
            mode === 'all' ? images.filter((image) => image.key === key) : imagesAt(images, key, step);
          return (
            <section key={key} className={styles['row']}>
              <h3>
                <Truncated text={key} />
              </h3>
              {shown.length === 0 && <p className="soft">No image up to step {step}.</p>}
              <ul className={styles['tiles']}>
                {shown.map((image) => (
                  <li key={image.path}>
                    <ImageTile place={place} image={image} size={TILE} />
                    <span className={styles['caption']}>step {image.step}</span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Images } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { inPool } from '../api/in-pool.ts';
import type { Run } from '../api/runs.ts';
import { ImageTile } from '../artifacts/image-tile.tsx';
import {
  IMAGE_FOLDER,
  imageKeys,
  imagesAt,
  imageSteps,
  type SteppedImage,
  steppedImages,
} from '../artifacts/stepped-images.ts';
import { StepSlider } from '../artifacts/step-slider.tsx';
import { Segmented, Select } from '../components/choices.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import { VirtualGrid } from '../components/virtual-grid.tsx';
import { RunName } from './compared-file.tsx';
import styles from './compare.module.css';
import { listingOf, placeOf } from './merged-folder.ts';

const TILE = 132;

export interface ImagesPanelProps {
  readonly runs: readonly Run[];
  readonly colors: readonly string[];
}

interface Imaged {
  readonly run: Run;
  readonly color: string;
  readonly images: readonly SteppedImage[];
}

/** The images that runs logged step by step, in one grid: of all keys at one step, or of one key at all steps. */
export default function ImagesPanel({ runs, colors }: ImagesPanelProps): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['images-of-runs', runs.map(({ id }) => id)],
    queryFn: async () => {
      const lists = await inPool(runs, async (run) => steppedImages(await listingOf(run, IMAGE_FOLDER)));
      return runs.flatMap((run, index): Imaged[] => {
        const images = lists[index] ?? [];
        return images.length > 0 ? [{ run, color: colors[index] ?? '', images }] : [];
      });
    },
    staleTime: 30_000,
  });
  if (error) return <ErrorState error={error} what="The images" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={8} />;
  if (data.length === 0)
    return (
      <EmptyState
        icon={<Images aria-hidden />}
        title="None of these runs logged images step by step"
        code={'mlflow.log_image(image, key="samples", step=10)'}
      />
    );
  return <Grid rows={data} />;
}

function Grid({ rows }: { readonly rows: readonly Imaged[] }): ReactNode {
  const all = rows.flatMap(({ images }) => images);
  const keys = imageKeys(all).toSorted();
  const [mode, setMode] = useState<'step' | 'key'>('step');
  const [chosenKey, setKey] = useState(keys[0] ?? '');
  const [chosenStep, setStep] = useState<number>();
  const key = keys.includes(chosenKey) ? chosenKey : (keys[0] ?? '');
  const steps = imageSteps(mode === 'key' ? all.filter((image) => image.key === key) : all);
  const step = chosenStep !== undefined && steps.includes(chosenStep) ? chosenStep : (steps.at(-1) ?? 0);
  const columns =
    mode === 'step'
      ? keys.map((each) => ({ id: each, header: <Truncated text={each} />, width: TILE + 24 }))
      : steps.map((each) => ({ id: String(each), header: `Step ${each}`, width: TILE + 24 }));
  const imagesIn = (row: number, column: number): readonly SteppedImage[] => {
    const images = rows[row]?.images ?? [];
    if (mode === 'step') return imagesAt(images, keys[column] ?? '', step);
    return images.filter((image) => image.key === key && image.step === steps[column]);
  };
  return (
    <div className={styles['panel']}>
      <div className={styles['controls']}>
        <Segmented
          label="Which images"
          value={mode}
          onChange={setMode}
          choices={[
            ['step', 'All keys at a step'],
            ['key', 'All steps of a key'],
          ]}
        />
        {mode === 'step' ? (
          <StepSlider steps={steps} step={step} onStep={setStep} />
        ) : (
          <Select
            label="Key"
            value={key}
            onChange={setKey}
            choices={keys.map((each) => [each, each] as const)}
          />
        )}
      </div>
      <VirtualGrid
        label="Images of the runs"
        className={styles['grid']}
        columns={columns}
        rowCount={rows.length}
        rowHeight={TILE + 40}
        rowHead={{
          header: 'Run',
          width: 180,
          cell: (row) => {
            const shown = rows[row];
            return shown ? <RunName run={shown.run} color={shown.color} /> : null;
          },
        }}
        cell={(row, column) => {
          const shown = rows[row];
          // Of several images of a step, the one that was logged last.
          const image = imagesIn(row, column).at(-1);
          if (!shown || !image) return <span className={styles['none']}>–</span>;
          return (
            <span className={styles['tile']}>
              <ImageTile key={image.path} place={placeOf(shown.run)} image={image} size={TILE} />
              <span className={styles['caption']}>step {image.step}</span>
            </span>
          );
        }}
      />
    </div>
  );
}

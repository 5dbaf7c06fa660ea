import type { ReactNode } from 'react';
import styles from './image-grid.module.css';

export interface StepSliderProps {
  /** All steps there are, ascending. */
  readonly steps: readonly number[];
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** Goes from step to step, those alone that there are. */
export function StepSlider({ steps, step, onStep }: StepSliderProps): ReactNode {
  const at = Math.max(0, steps.indexOf(step));
  return (
    <label className={styles['slider']}>
      <span>Step</span>
      <input
        type="range"
        min={0}
        max={steps.length - 1}
        value={at}
        disabled={steps.length < 2}
        aria-valuetext={String(step)}
        onChange={(event) => onStep(steps[Number(event.target.value)] ?? step)}
      />
      <output className={styles['step']}>{step}</output>
    </label>
  );
}

import { compareTexts } from '../compare-texts.ts';
import type { RunField } from '../chart-spec.ts';
import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';

/** A value as a number: of a metric, or of a text that is one. Undefined for others, and where there is none. */
export function numberOfValue(value: string | number | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (value === undefined || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** An axis of a chart of run values: of numbers, or of the texts that there are. */
export type FieldAxis =
  | { readonly type: 'number'; readonly of: (runId: string) => number | undefined }
  | {
      readonly type: 'text';
      readonly of: (runId: string) => string | undefined;
      readonly texts: readonly string[];
    };

/** Numbers where all values are numbers that can be drawn, else texts in their order. */
export function axisOf(field: RunField, runs: readonly ChartRun[], values: RunValues): FieldAxis {
  const given = runs.map((run) => values(run.id, field)).filter((value) => value !== undefined);
  const isNumeric =
    field.startsWith('metrics.') || given.every((value) => numberOfValue(value) !== undefined);
  if (isNumeric)
    return {
      type: 'number',
      of: (runId) => {
        const number = numberOfValue(values(runId, field));
        return number !== undefined && Math.abs(number) < Number.MAX_VALUE ? number : undefined;
      },
    };
  const of = (runId: string): string | undefined => {
    const value = values(runId, field);
    return value === undefined ? undefined : String(value);
  };
  const texts = [...new Set(given.map(String))].sort(compareTexts);
  return { type: 'text', of, texts };
}

import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';
import { boxOption } from './box-option.ts';
import { contourOption } from './contour-option.ts';
import type { ChartLook } from './look.ts';
import { parallelOption } from './parallel-option.ts';
import type { RunOption } from './run-option.ts';
import { scatterOption } from './scatter-option.ts';
import type { ValuesSpec } from './values-chart.tsx';

export function optionOf(
  spec: ValuesSpec,
  runs: readonly ChartRun[],
  values: RunValues,
  look: ChartLook,
): RunOption {
  switch (spec.kind) {
    case 'scatter':
      return scatterOption(spec, runs, values, look);
    case 'parallel':
      return parallelOption(spec.fields, runs, values, look);
    case 'contour':
      return contourOption(spec, runs, values, look);
    default:
      return boxOption(spec, runs, values, look);
  }
}

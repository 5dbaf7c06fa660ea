import { seedComparedRuns } from './compared-runs.ts';
import type { Rest } from '../../../tests/support/rest.ts';
import type { Shot } from './shots.ts';
import { seedTideRun, type TideRun } from './tide-run.ts';

let tideRun: Promise<TideRun> | undefined;

/** An address of the run with something of everything, which is made once. */
const inTideRun =
  (rest = '') =>
  async (server: Rest): Promise<string> => {
    tideRun ??= seedTideRun(server);
    const { experimentId, runId } = await tideRun;
    return `#/experiments/${experimentId}/runs/${runId}${rest}`;
  };

let compared: Promise<string> | undefined;

const inComparison =
  (rest = '') =>
  async (server: Rest): Promise<string> => {
    compared ??= seedComparedRuns(server, 12);
    return (await compared) + rest;
  };

const ARTIFACTS = [
  'README.md',
  'notebooks/analysis.ipynb',
  'images',
  'src/train.py',
  'tables/tides.parquet',
  'tables/answers.json',
  'maps/gauges.geojson',
  'plots/forecast.png',
  'report.html',
  'report.pdf',
  'sound/surf.wav',
  'config/metrics.json',
] as const;

/** The pages of runs and of their comparison. */
export const RUN_SHOTS: readonly Shot[] = [
  { name: 'run', seed: inTideRun(), phone: true },
  { name: 'run-artifacts', seed: inTideRun('/artifacts'), phone: true },
  ...ARTIFACTS.map((path) => ({
    name: `run-artifact-${path.replaceAll(/[/.]/g, '-')}`,
    seed: inTideRun(`/artifacts/${path}`),
  })),
  { name: 'compare', seed: inComparison(), phone: true },
  { name: 'compare-charts', seed: inComparison('&tab=charts') },
  {
    name: 'compare-artifacts',
    seed: inComparison('&tab=artifacts'),
    prepare: (page) => page.getByRole('treeitem', { name: 'config.yaml' }).click(),
  },
  { name: 'compare-images', seed: inComparison('&tab=images') },
];

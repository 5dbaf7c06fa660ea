import type { Page } from 'playwright-core';
import { seedCharts } from './seed-charts.ts';
import { seedExperiment, seedProject } from './seed-runs.ts';
import type { Rest } from '../../../tests/support/rest.ts';
import { MODEL_SHOTS } from './model-shots.ts';
import { PROJECT_SHOTS } from './project-shots.ts';
import { TRACE_SHOTS } from './trace-shots.ts';
import { RUN_SHOTS } from './run-shots.ts';

export interface Shot {
  /** The picture's file name, without theme and ending. */
  readonly name: string;
  /** Where the page is; or `seed` makes what it shows and returns where it is. */
  readonly hash?: string;
  readonly seed?: (rest: Rest, url: string) => Promise<string>;
  /** Brings the page to what is to be seen: opens a menu, waits for a chart. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Also at phone width. */
  readonly phone?: boolean;
}

/** Every page that `npm run screenshots` renders. Seeds run in this order, on one server. */
export const SHOTS: readonly Shot[] = [
  {
    name: 'experiments',
    phone: true,
    seed: async (rest) => {
      const names = [
        'plankton-classifier',
        'tide-forecast',
        'reef-segmentation',
        'baseline',
        'ablation-2026-11',
      ];
      for (const [index, name] of names.entries()) {
        const id = await seedExperiment(rest, name, { team: index % 2 === 0 ? 'vision' : 'forecasting' });
        await seedProject(rest, id, index === 0 ? 60 : index * 3);
      }
      await rest.post('experiments/set-experiment-tag', {
        experiment_id: '1',
        key: 'mlflow.note.content',
        value:
          'Which architecture tells **plankton** apart best?\n\n- data: 80,000 images\n- metric: `val/accuracy`',
      });
      return '#/experiments';
    },
  },
  { name: 'runs', hash: '#/experiments/1', phone: true },
  {
    name: 'charts',
    phone: true,
    seed: async (rest) => `#/experiments/${(await seedCharts(rest)).experimentId}`,
    prepare: async (page) => {
      await page.getByText('reef-0').first().waitFor();
      if ((await page.getByRole('article').count()) === 0) await page.keyboard.press('c');
      await page.getByRole('article', { name: 'gradient_norm' }).getByRole('img').waitFor();
      await page.getByLabel('Smoothing').fill('0.6');
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'runs-grouped',
    hash: '#/experiments/1',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Group', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'param architecture' }).click();
      await page.getByRole('button', { name: 'Group vit-base' }).click();
    },
  },
  {
    name: 'runs-filter',
    hash: '#/experiments/1',
    prepare: async (page) => {
      await page
        .getByRole('combobox', { name: 'Filter runs' })
        .fill('metrics.`val/loss` < 0.5 AND params.opt');
    },
  },
  {
    name: 'runs-filter-fault',
    hash: '#/experiments/1',
    prepare: async (page) => {
      await page
        .getByRole('combobox', { name: 'Filter runs' })
        .fill('metrics.`val/loss` < 0.5 AND params.lr = 0.1');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'runs-chosen',
    hash: '#/experiments/1',
    prepare: async (page) => {
      for (const box of (await page.getByRole('checkbox', { name: /^Select [^a]/ }).all()).slice(1, 4))
        await box.click();
      await page.getByRole('gridcell').nth(6).dblclick();
    },
  },
  { name: 'runs-empty', hash: '#/experiments/0' },
  {
    name: 'columns',
    hash: '#/experiments/1',
    prepare: async (page) => page.getByRole('button', { name: /^Columns/ }).click(),
  },
  { name: 'experiments', hash: '#/experiments', phone: true },
  {
    name: 'palette',
    hash: '#/experiments',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
  ...RUN_SHOTS,
  ...MODEL_SHOTS,
  ...TRACE_SHOTS,
  ...PROJECT_SHOTS,
];

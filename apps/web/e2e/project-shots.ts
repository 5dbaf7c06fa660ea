import { type SeededProjects, seedProjects } from './seed-projects.ts';
import type { Shot } from './shots.ts';

let seeded: Promise<SeededProjects> | undefined;
const inProjects =
  (place: (projects: SeededProjects) => string) =>
  async (_: unknown, url: string): Promise<string> => {
    seeded ??= seedProjects(url);
    return place(await seeded);
  };

/** The pages of projects. */
export const PROJECT_SHOTS: readonly Shot[] = [
  { name: 'projects', seed: inProjects(() => '#/projects'), phone: true },
  {
    name: 'project-run',
    seed: inProjects(({ finished }) => `#/projects/runs/${finished}`),
    prepare: (page) => page.getByText('val/rmse').waitFor(),
    phone: true,
  },
  {
    name: 'project-run-failed',
    seed: inProjects(({ failed }) => `#/projects/runs/${failed}`),
    prepare: (page) => page.getByRole('region', { name: 'Log' }).getByText('Traceback').waitFor(),
  },
  {
    name: 'project-run-live',
    // A page that follows a log is never idle.
    seed: inProjects(() => '#/projects?status=RUNNING'),
    prepare: async (page) => {
      await page.getByRole('row').getByRole('link').first().click();
      await page.getByRole('searchbox', { name: 'Search the log' }).fill('tick 1');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'project-submit',
    seed: inProjects(({ uri }) => `#/projects/submit?uri=${encodeURIComponent(uri)}`),
    phone: true,
  },
  {
    name: 'project-upload',
    seed: inProjects(() => '#/projects/submit'),
    prepare: (page) => page.getByRole('button', { name: 'On this computer' }).click(),
  },
  {
    name: 'project-reproduced',
    seed: inProjects(({ reproduced }) => `#/projects/runs/${reproduced}`),
    prepare: (page) => page.getByRole('heading', { name: 'Metrics' }).waitFor(),
  },
  { name: 'project-schedules', seed: inProjects(() => '#/projects/schedules'), phone: true },
  {
    name: 'project-schedule',
    seed: inProjects(({ schedule }) => `#/projects/schedules/${schedule}`),
    phone: true,
  },
  {
    name: 'project-schedule-edit',
    seed: inProjects(({ schedule }) => `#/projects/schedules/${schedule}/edit`),
  },
  { name: 'project-sweeps', seed: inProjects(() => '#/projects/sweeps') },
  {
    name: 'project-sweep',
    seed: inProjects(({ sweep }) => `#/projects/sweeps/${sweep}`),
    prepare: (page) => page.getByRole('img', { name: /^Parallel coordinates/ }).waitFor(),
    phone: true,
  },
  {
    name: 'project-new-sweep',
    seed: inProjects(({ uri }) => `#/projects/sweeps/new?uri=${encodeURIComponent(uri)}`),
    prepare: async (page) => {
      const alpha = page.getByRole('group', { name: 'alpha', exact: true });
      await alpha.getByRole('button', { name: 'A range' }).click();
      const gauge = page.getByRole('group', { name: 'gauge', exact: true });
      await gauge.getByRole('button', { name: 'Several' }).click();
      await gauge.getByRole('textbox').fill('brest, saint-malo');
    },
    phone: true,
  },
  {
    name: 'project-submit-faults',
    seed: inProjects(({ uri }) => `#/projects/submit?uri=${encodeURIComponent(uri)}`),
    prepare: async (page) => {
      await page.getByLabel('alpha').fill('much');
      await page.getByLabel('Priority').fill('0');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
    },
  },
  { name: 'project-rerun', seed: inProjects(({ finished }) => `#/projects/submit?rerun=${finished}`) },
];

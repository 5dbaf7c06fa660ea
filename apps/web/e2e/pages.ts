import type { Page } from 'playwright-core';
import type { Rest } from '../../../tests/support/rest.ts';
import { seedComparedRuns } from './compared-runs.ts';
import { seedChurn } from './seed-models.ts';
import { seedProjectPages } from './seed-projects.ts';
import { seedTraces } from './seed-traces.ts';
import { seedTideRun } from './tide-run.ts';

/** A page of the web interface. */
export interface KnownPage {
  readonly name: string;
  readonly hash: string;
  /** Resolves when it shows what it is for. */
  readonly ready: (page: Page) => Promise<void>;
}

export const PAGE_NAMES = [
  'experiments',
  'runs',
  'run',
  'charts of a run',
  'artifacts of a run',
  'compared values',
  'compared charts',
  'compared artifacts',
  'compared images',
  'models',
  'model',
  'model version',
  'compared versions',
  'logged models',
  'logged model',
  'traces',
  'trace',
  'deployments',
  'deployment',
  'projects',
  'project run',
  'run a project',
  'schedules',
  'schedule',
  'edit a schedule',
  'sweeps',
  'sweep',
  'new sweep',
] as const;

export type PageName = (typeof PAGE_NAMES)[number];

const text =
  (words: string) =>
  (page: Page): Promise<void> =>
    page.locator('#main').getByText(words).first().waitFor();

/** Fills a server so that every page has something to show, and says where they are. */
export async function seedPages(rest: Rest, url: string): Promise<ReadonlyMap<PageName, KnownPage>> {
  const tide = await seedTideRun(rest);
  const compared = await seedComparedRuns(rest, 4);
  const [churn] = await seedChurn(rest);
  const { experiment_id: bookshop } = await rest.post<{ experiment_id: string }>('experiments/create', {
    name: 'bookshop',
  });
  const [trace = ''] = await seedTraces(url, bookshop);
  await deployChurn(url);
  const projects = await seedProjectPages(url);
  const uri = encodeURIComponent(projects.uri);
  const run = `#/experiments/${tide.experimentId}/runs/${tide.runId}`;
  const places: Record<PageName, readonly [hash: string, ready: (page: Page) => Promise<void>]> = {
    experiments: ['#/experiments', text('bookshop')],
    runs: [`#/experiments/${tide.experimentId}`, text('gradient-boosting-7')],
    run: [run, text('learning_rate')],
    'charts of a run': [`${run}/model-metrics`, text('val/rmse')],
    'artifacts of a run': [`${run}/artifacts`, text('README.md')],
    'compared values': [compared, text('max_depth')],
    'compared charts': [`${compared}&tab=charts`, text('val/rmse')],
    'compared artifacts': [`${compared}&tab=artifacts`, text('config.yaml')],
    'compared images': [`${compared}&tab=images`, text('errors')],
    models: ['#/models', text('churn')],
    model: ['#/models/churn', text('Version 4')],
    'model version': ['#/models/churn/versions/2', text('support_tickets')],
    'compared versions': ['#/compare-model-versions?name=churn&versions=4,3', text('Version 4')],
    'logged models': [`#/experiments/${churn?.experimentId}/models`, text('model')],
    'logged model': [`#/experiments/${churn?.experimentId}/models/${churn?.modelId}`, text('Parameters')],
    traces: [`#/experiments/${bookshop}/traces`, text('Where is my order')],
    trace: [`#/experiments/${bookshop}/traces/${trace}`, text('answer')],
    deployments: ['#/deployments', text('churn-service')],
    deployment: ['#/deployments/churn-service', text('models:/churn/2')],
    projects: ['#/projects', text('gauge=saint-malo')],
    'project run': [`#/projects/runs/${projects.finished}`, text('val/rmse')],
    'run a project': [`#/projects/submit?uri=${uri}`, text('tide forecast')],
    schedules: ['#/projects/schedules', text('Nightly training')],
    schedule: [`#/projects/schedules/${projects.schedule}`, text('30 2 * * *')],
    'edit a schedule': [`#/projects/schedules/${projects.schedule}/edit`, text('tide forecast')],
    sweeps: ['#/projects/sweeps', text('alpha and depth')],
    sweep: [`#/projects/sweeps/${projects.sweep}`, text('alpha=0.9, depth=8')],
    'new sweep': [`#/projects/sweeps/new?uri=${uri}`, text('tide forecast')],
  };
  return new Map(
    PAGE_NAMES.map((name) => {
      const [hash, ready] = places[name];
      return [name, { name, hash, ready }];
    }),
  );
}

/** Its model has no files to load, so it says why it does not answer. */
async function deployChurn(url: string): Promise<void> {
  const body = { name: 'churn-service', model_uri: 'models:/churn/2', env_manager: 'local' };
  await fetch(`${url}/api/millrace/deployments`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

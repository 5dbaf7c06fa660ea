import { createHashRouter, type RouteObject, redirect } from 'react-router';
import { getRun } from '../api/runs.ts';
import { ErrorPage, NotFoundPage } from './error-page.tsx';
import { Shell } from './shell.tsx';

/** A page that is loaded when it is first opened: its file exports the component as `Component`. */
type PageFile = Promise<{ readonly Component: () => React.ReactNode }>;

const page = (path: string, load: () => PageFile): RouteObject => ({ path, lazy: load });

/** MLflow's own addresses, which its clients print: behind `#`. */
const PAGES: RouteObject[] = [
  { index: true, loader: () => redirect('/experiments') },
  page('experiments', () => import('../experiments/experiments.page.tsx')),
  page('experiments/:experimentId', () => import('../runs-table/runs.page.tsx')),
  page('experiments/:experimentId/runs', () => import('../runs-table/runs.page.tsx')),
  page('experiments/:experimentId/runs/:runId/*', () => import('../run/run.page.tsx')),
  page('compare-runs', () => import('../compare/compare.page.tsx')),
  page('compare-experiments', () => import('../runs-table/runs.page.tsx')),
  page('compare-experiments/*', () => import('../runs-table/runs.page.tsx')),
  page('experiments/:experimentId/models', () => import('../models/logged-models.page.tsx')),
  page('experiments/:experimentId/models/:modelId/*', () => import('../models/logged-model.page.tsx')),
  page('experiments/:experimentId/traces', () => import('../traces/traces.page.tsx')),
  page('experiments/:experimentId/traces/:traceId', () => import('../traces/trace.page.tsx')),
  page('models', () => import('../models/models.page.tsx')),
  page('models/:name', () => import('../models/model.page.tsx')),
  page('models/:name/versions/:version', () => import('../models/version.page.tsx')),
  page('compare-model-versions', () => import('../models/compare-versions.page.tsx')),
  page('deployments', () => import('../deployments/deployments.page.tsx')),
  page('deployments/:name', () => import('../deployments/deployment.page.tsx')),
  page('projects', () => import('../projects/projects.page.tsx')),
  page('projects/submit', () => import('../projects/submit.page.tsx')),
  page('projects/runs/:runId', () => import('../projects/project-run.page.tsx')),
  page('projects/schedules', () => import('../projects/schedules/schedules.page.tsx')),
  page('projects/schedules/new', () => import('../projects/schedules/edit-schedule.page.tsx')),
  page('projects/schedules/:scheduleId', () => import('../projects/schedules/schedule.page.tsx')),
  page('projects/schedules/:scheduleId/edit', () => import('../projects/schedules/edit-schedule.page.tsx')),
  page('projects/sweeps', () => import('../projects/sweeps/sweeps.page.tsx')),
  page('projects/sweeps/new', () => import('../projects/sweeps/new-sweep.page.tsx')),
  page('projects/sweeps/:sweepId', () => import('../projects/sweeps/sweep.page.tsx')),
  { path: 'runs/:runId', loader: ({ params }) => toRun(params['runId'] ?? '') },
];

/** `/runs/<id>`, from where only a run's id is known. */
async function toRun(runId: string): Promise<Response> {
  const { experimentId } = await getRun(runId);
  return redirect(`/experiments/${experimentId}/runs/${runId}`);
}

export const router = createHashRouter([
  {
    element: <Shell />,
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <div />,
    children: [
      { errorElement: <ErrorPage />, children: [...PAGES, { path: '*', element: <NotFoundPage /> }] },
    ],
  },
]);

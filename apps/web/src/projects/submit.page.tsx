import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { getProjectRun, type ProjectRun, rerunProjectRun, submitProjectRun } from '../api/project-runs.ts';
import { Page } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { ProjectForm } from './form/project-form.tsx';
import { draftOf, EMPTY_DRAFT, requestOfRun } from './form/run-draft.ts';
import { requestOf } from './form/run-request.ts';
import { useRunForm } from './form/use-run-form.ts';
import { PROJECTS, projectRunPlace } from './places.ts';
import { projectName } from './project-name.ts';

/** The form to run a project; with `?rerun=<id>` as that run was, to be changed; with `?uri=` and `?version=` begun. */
export function Component(): ReactNode {
  const [query] = useSearchParams();
  const rerun = query.get('rerun');
  const found = useQuery({
    queryKey: ['project-run', rerun],
    queryFn: ({ signal }) => getProjectRun(rerun ?? '', { signal }),
    enabled: rerun !== null,
  });
  const run = rerun === null ? undefined : found.data;
  return (
    <Page
      title={run ? `Run ${projectName(run)} again` : 'Run a project'}
      crumbs={[{ label: 'Projects', to: PROJECTS }]}
    >
      {rerun === null || run ? (
        <SubmitForm key={rerun} run={run} uri={query.get('uri') ?? ''} version={query.get('version') ?? ''} />
      ) : found.error ? (
        <ErrorState what="That run" error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonLines count={10} />
      )}
    </Page>
  );
}

interface SubmitFormProps {
  readonly run: ProjectRun | undefined;
  readonly uri: string;
  readonly version: string;
}

function SubmitForm({ run, uri, version }: SubmitFormProps): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useRunForm(run ? draftOf(requestOfRun(run)) : { ...EMPTY_DRAFT, uri, version });
  const submit = async (): Promise<void> => {
    const request = requestOf(form.draft, form.point);
    // The server keeps what belongs to a run's project, such as what it may read a private repository with.
    const { uri: _, executor: __, source_name: ___, ...changes } = request;
    const { id } = await (run ? rerunProjectRun(run.id, changes) : submitProjectRun(request));
    void client.invalidateQueries({ queryKey: ['project-runs'] });
    await navigate(projectRunPlace(id));
  };
  return <ProjectForm form={form} isFixed={run !== undefined} action="Run" onSend={submit} />;
}

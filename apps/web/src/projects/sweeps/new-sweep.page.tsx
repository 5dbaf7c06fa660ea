import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { createSweep } from '../../api/project-sweeps.ts';
import { Page } from '../../components/page.tsx';
import { ProjectForm } from '../form/project-form.tsx';
import { EMPTY_DRAFT } from '../form/run-draft.ts';
import { requestOf } from '../form/run-request.ts';
import { useRunForm } from '../form/use-run-form.ts';
import { sweepPlace, SWEEPS } from '../places.ts';
import { SpaceFields } from './space-fields.tsx';
import { SweepCard } from './sweep-card.tsx';
import { checkSweep, EMPTY_SWEEP, type SweepDraft, sweepRequest, sweptNames } from './sweep-draft.ts';

/** The form of a sweep: a project, and for its parameters the values to be tried. */
export function Component(): ReactNode {
  const [query] = useSearchParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [sweep, setSweep] = useState(EMPTY_SWEEP);
  const swept = sweptNames(sweep);
  const form = useRunForm(
    { ...EMPTY_DRAFT, uri: query.get('uri') ?? '', version: query.get('version') ?? '' },
    { skip: swept, others: (point) => checkSweep(sweep, point) },
  );
  const change = (part: Partial<SweepDraft>): void => {
    setSweep({ ...sweep, ...part });
    form.change({});
  };
  const create = async (): Promise<void> => {
    const request = requestOf(form.draft, form.point);
    const alike = Object.entries(request.parameters).filter(([name]) => !swept.has(name));
    const { id } = await createSweep({
      ...request,
      parameters: Object.fromEntries(alike),
      sweep: sweepRequest(sweep),
    });
    void client.invalidateQueries({ queryKey: ['project-sweeps'] });
    await navigate(sweepPlace(id));
  };
  return (
    <Page title="Sweep over a project’s parameters" crumbs={[{ label: 'Sweeps', to: SWEEPS }]}>
      <ProjectForm
        form={form}
        action="Start the sweep"
        onSend={create}
        parameters={<SpaceFields run={form} sweep={sweep} onChange={change} />}
        after={<SweepCard sweep={sweep} onChange={change} errors={form.errors} />}
      />
    </Page>
  );
}

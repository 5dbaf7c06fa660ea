import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { searchExperiments } from '../../api/experiments.ts';
import { Field } from '../../components/field.tsx';
import { KeyPicker } from '../../components/key-picker.tsx';
import type { RunForm } from './use-run-form.ts';

const MOST = 1000;

/** Which experiment the tracked run belongs to. */
export function ExperimentField({ form }: { readonly form: RunForm }): ReactNode {
  const { draft, change, errors } = form;
  const { data } = useQuery({
    queryKey: ['experiments', 'names'],
    queryFn: ({ signal }) =>
      searchExperiments({ orderBy: ['last_update_time DESC'], pageSize: MOST }, { signal }),
    staleTime: 60_000,
  });
  const known = data?.items ?? [];
  return (
    <Field label="Experiment" error={errors['experiment_id']}>
      {({ id }) => (
        <KeyPicker
          id={id}
          isField
          label="Experiment"
          placeholder={`Experiment ${draft.experimentId}`}
          chosen={[draft.experimentId]}
          choices={known.map((each) => [each.id, each.name] as const)}
          onChoose={(experimentId) => change({ experimentId })}
        />
      )}
    </Field>
  );
}

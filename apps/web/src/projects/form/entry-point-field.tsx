import type { ReactNode } from 'react';
import { Select } from '../../components/choices.tsx';
import { Field, Input } from '../../components/field.tsx';
import type { RunForm } from './use-run-form.ts';

/** Which entry point: one of those that the project has, or what is typed where it is not known. */
export function EntryPointField({ form }: { readonly form: RunForm }): ReactNode {
  const { draft, change, project, point, errors } = form;
  const names = project?.entryPoints.map(({ name }) => name) ?? [];
  const isListed = names.includes(draft.entryPoint);
  return (
    <Field
      label="Entry point"
      hint={
        point ? (
          point.command !== null && <code>{point.command}</code>
        ) : (
          <>
            An entry point of the MLproject file, or a script that ends in <code>.py</code>, <code>.sh</code>{' '}
            or <code>.R</code>.
          </>
        )
      }
      error={errors['entry_point']}
    >
      {(control) =>
        isListed ? (
          <Select
            id={control.id}
            label="Entry point"
            value={draft.entryPoint}
            onChange={(entryPoint) => change({ entryPoint })}
            choices={names.map((name) => [name, name] as const)}
          />
        ) : (
          <Input
            {...control}
            mono
            value={draft.entryPoint}
            onChange={(event) => change({ entryPoint: event.target.value })}
          />
        )
      }
    </Field>
  );
}

import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Segmented } from '../../components/choices.tsx';
import { Field, Input } from '../../components/field.tsx';
import type { ProjectParameter } from '../../api/projects.ts';
import form from '../form/form.module.css';
import { ParameterField } from '../form/parameter-fields.tsx';
import type { RunForm } from '../form/use-run-form.ts';
import { RangeFields } from './range-fields.tsx';
import { type DimensionDraft, ONE, type SweepDraft } from './sweep-draft.ts';
import styles from './sweeps.module.css';

export interface SpaceFieldsProps {
  readonly run: RunForm;
  readonly sweep: SweepDraft;
  readonly onChange: (part: Partial<SweepDraft>) => void;
}

/** For each parameter: one value, several, or a range. */
export function SpaceFields({ run, sweep, onChange }: SpaceFieldsProps): ReactNode {
  const [name, setName] = useState('');
  const named = run.point?.parameters ?? [];
  const known = new Set(named.map((each) => each.name));
  const others = Object.keys(sweep.dimensions)
    .filter((each) => !known.has(each))
    .map((each): ProjectParameter => ({ name: each, type: 'string', default: '' }));
  const add = (): void => {
    onChange({ dimensions: { ...sweep.dimensions, [name.trim()]: { ...ONE, kind: 'values' } } });
    setName('');
  };
  return (
    <>
      {[...named, ...others].map((parameter) => (
        <Dimension
          key={parameter.name}
          run={run}
          parameter={parameter}
          draft={sweep.dimensions[parameter.name] ?? ONE}
          onChange={(draft) => onChange({ dimensions: { ...sweep.dimensions, [parameter.name]: draft } })}
        />
      ))}
      <div className={form['extra']}>
        <Field label="Another parameter" error={run.errors['sweep.space']}>
          {(control) => (
            <Input
              {...control}
              mono
              placeholder="Its name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || name.trim() === '') return;
                event.preventDefault();
                add();
              }}
            />
          )}
        </Field>
        <Button disabled={name.trim() === ''} onClick={add}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
    </>
  );
}

interface DimensionProps {
  readonly run: RunForm;
  readonly parameter: ProjectParameter;
  readonly draft: DimensionDraft;
  readonly onChange: (draft: DimensionDraft) => void;
}

function Dimension({ run, parameter, draft, onChange }: DimensionProps): ReactNode {
  const { name } = parameter;
  const error = Object.entries(run.errors).find(
    ([field]) => field === `sweep.space.${name}` || field.startsWith(`sweep.space.${name}.`),
  )?.[1];
  return (
    <fieldset className={styles['dimension']}>
      <legend className="visually-hidden">{name}</legend>
      <Segmented
        label={`What ${name} takes`}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
        choices={[
          ['one', 'One value'],
          ['values', 'Several'],
          ['range', 'A range'],
        ]}
      />
      {draft.kind === 'one' && <ParameterField form={run} parameter={parameter} />}
      {draft.kind === 'values' && (
        <Field label={name} hint="Values, separated by commas." error={error}>
          {(control) => (
            <Input
              {...control}
              mono
              placeholder="0.01, 0.1, 1"
              value={draft.values}
              onChange={(event) => onChange({ ...draft, values: event.target.value })}
            />
          )}
        </Field>
      )}
      {draft.kind === 'range' && <RangeFields name={name} draft={draft} onChange={onChange} error={error} />}
    </fieldset>
  );
}

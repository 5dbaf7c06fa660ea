import type { ReactNode } from 'react';
import { Select } from '../../components/choices.tsx';
import { Field, Input } from '../../components/field.tsx';
import type { DimensionDraft } from './sweep-draft.ts';
import styles from './sweeps.module.css';

export interface RangeFieldsProps {
  readonly name: string;
  readonly draft: DimensionDraft;
  readonly onChange: (draft: DimensionDraft) => void;
  readonly error: string | undefined;
}

/** The range that a parameter is taken from. */
export function RangeFields({ name, draft, onChange, error }: RangeFieldsProps): ReactNode {
  const number = (label: string, field: 'min' | 'max' | 'count', placeholder: string): ReactNode => (
    <Field label={label} {...(field === 'min' && { error })}>
      {(control) => (
        <Input
          {...control}
          mono
          inputMode="decimal"
          placeholder={placeholder}
          value={draft[field]}
          onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className={styles['range']}>
      {number(`${name} from`, 'min', '0.001')}
      {number('to', 'max', '1')}
      <Field label="Scale">
        {({ id }) => (
          <Select
            id={id}
            label={`Scale of ${name}`}
            value={draft.scale}
            onChange={(scale) => onChange({ ...draft, scale })}
            choices={[
              ['linear', 'Linear'],
              ['log', 'Logarithmic'],
            ]}
          />
        )}
      </Field>
      <Field label="Numbers">
        {({ id }) => (
          <Select
            id={id}
            label={`Numbers of ${name}`}
            value={draft.type}
            onChange={(type) => onChange({ ...draft, type })}
            choices={[
              ['float', 'Any'],
              ['int', 'Whole'],
            ]}
          />
        )}
      </Field>
      {number('In a grid', 'count', '5')}
    </div>
  );
}

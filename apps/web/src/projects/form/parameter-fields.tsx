import { Plus, RotateCcw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProjectParameter } from '../../api/projects.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Field, Input } from '../../components/field.tsx';
import styles from './form.module.css';
import type { RunForm } from './use-run-form.ts';

const TYPES: Readonly<Record<string, string>> = {
  float: 'a number',
  string: 'a text',
  path: 'a path in the project, or an address that is downloaded to one',
  uri: 'an address with its scheme',
};

/** A field for each parameter that the entry point names, and for what is given beyond them. */
export function ParameterFields({ form }: { readonly form: RunForm }): ReactNode {
  const { point } = form;
  return (
    <>
      {point && point.parameters.length > 0 && (
        <div className={styles['grid']}>
          {point.parameters.map((parameter) => (
            <ParameterField key={parameter.name} form={form} parameter={parameter} />
          ))}
        </div>
      )}
      {point?.parameters.length === 0 && point.command !== null && (
        <p className="soft">This entry point names no parameter.</p>
      )}
      <ExtraFields form={form} />
    </>
  );
}

export interface ParameterFieldProps {
  readonly form: RunForm;
  readonly parameter: ProjectParameter;
}

export function ParameterField({ form, parameter }: ParameterFieldProps): ReactNode {
  const { draft, change, errors } = form;
  const { name, type, default: usual } = parameter;
  const given = draft.values[name];
  const { [name]: _, ...others } = draft.values;
  return (
    <Field label={name} hint={hintOf(parameter)} error={errors[`parameters.${name}`]}>
      {(control) => (
        <span className={styles['withButton']}>
          <Input
            {...control}
            mono
            inputMode={type === 'float' ? 'decimal' : undefined}
            required={usual === undefined}
            value={given ?? usual ?? ''}
            onChange={(event) => change({ values: { ...draft.values, [name]: event.target.value } })}
          />
          {given !== undefined && usual !== undefined && given !== usual && (
            <IconButton label={`Back to the default: ${usual}`} onClick={() => change({ values: others })}>
              <RotateCcw aria-hidden />
            </IconButton>
          )}
        </span>
      )}
    </Field>
  );
}

function hintOf({ type, default: usual }: ProjectParameter): string {
  const what = TYPES[type] ?? type;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${usual === undefined ? ', needed' : ''}`;
}

function ExtraFields({ form }: { readonly form: RunForm }): ReactNode {
  const { draft, change, point, errors } = form;
  const named = new Set(point?.parameters.map(({ name }) => name));
  const others = Object.entries(draft.values).filter(([name]) => !named.has(name));
  const { extra } = draft;
  const set = (at: number, part: object): void =>
    change({ extra: extra.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <>
      {others.map(([name, value]) => {
        const { [name]: _, ...rest } = draft.values;
        return (
          <ExtraField
            key={name}
            name={name}
            value={value}
            error={errors[`parameters.${name}`]}
            onValue={(next) => change({ values: { ...draft.values, [name]: next } })}
            onRemove={() => change({ values: rest })}
          />
        );
      })}
      {extra.map(({ name, value }, at) => (
        <ExtraField
          key={at}
          name={name}
          value={value}
          error={errors[`parameters.${name}`]}
          onName={(next) => set(at, { name: next })}
          onValue={(next) => set(at, { value: next })}
          onRemove={() => change({ extra: extra.filter((_, index) => index !== at) })}
        />
      ))}
      <div>
        <Button small look="ghost" onClick={() => change({ extra: [...extra, { name: '', value: '' }] })}>
          <Plus aria-hidden /> Add a parameter
        </Button>
      </div>
    </>
  );
}

interface ExtraFieldProps {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  /** Without it the name stays. */
  readonly onName?: (name: string) => void;
  readonly onValue: (value: string) => void;
  readonly onRemove: () => void;
}

function ExtraField({ name, value, error, onName, onValue, onRemove }: ExtraFieldProps): ReactNode {
  return (
    <div className={styles['extra']}>
      <Field label="Name" error={error}>
        {(control) => (
          <Input
            {...control}
            mono
            autoFocus={name === ''}
            readOnly={!onName}
            value={name}
            onChange={(event) => onName?.(event.target.value)}
          />
        )}
      </Field>
      <Field label="Value">
        {(control) => (
          <Input {...control} mono value={value} onChange={(event) => onValue(event.target.value)} />
        )}
      </Field>
      <IconButton label={`Take away ${name || 'the parameter'}`} onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

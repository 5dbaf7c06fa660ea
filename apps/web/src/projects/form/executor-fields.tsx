import type { ReactNode } from 'react';
import { Field, Input, TextArea } from '../../components/field.tsx';
import { type ConfigField, fieldsOf } from './executor-config.ts';
import styles from './form.module.css';
import type { RunForm } from './use-run-form.ts';

/** What the executor is told: limits, variables, and what else it takes. */
export function ExecutorFields({
  form,
  executor,
}: {
  readonly form: RunForm;
  readonly executor: string;
}): ReactNode {
  const { draft, change, errors } = form;
  const fields = fieldsOf(executor);
  return (
    <>
      <div className={styles['pair']}>
        {fields
          .filter(({ kind }) => kind !== 'long text')
          .map((field) => (
            <ConfigInput key={field.name} form={form} field={field} />
          ))}
      </div>
      {fields
        .filter(({ kind }) => kind === 'long text')
        .map((field) => (
          <ConfigInput key={field.name} form={form} field={field} />
        ))}
      <Field
        label="Variables"
        hint="For the command, a line each."
        error={errors['executor_config.environment']}
      >
        {(control) => (
          <TextArea
            {...control}
            mono
            rows={3}
            placeholder="NAME=value"
            value={draft.environment}
            onChange={(event) => change({ environment: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function ConfigInput({ form, field }: { readonly form: RunForm; readonly field: ConfigField }): ReactNode {
  const { draft, change, errors } = form;
  const { name, label, hint, kind } = field;
  const value = draft.config[name] ?? '';
  const set = (text: string): void => change({ config: { ...draft.config, [name]: text } });
  return (
    <Field label={label} hint={hint} error={errors[`executor_config.${name}`]}>
      {(control) =>
        kind === 'long text' ? (
          <TextArea {...control} mono rows={4} value={value} onChange={(event) => set(event.target.value)} />
        ) : (
          <Input
            {...control}
            mono={kind === 'text'}
            inputMode={kind === 'text' ? undefined : 'decimal'}
            placeholder="As the runner says"
            value={value}
            onChange={(event) => set(event.target.value)}
          />
        )
      }
    </Field>
  );
}

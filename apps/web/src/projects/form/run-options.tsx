import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Select } from '../../components/choices.tsx';
import { Field, Input, TextArea } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ExperimentField } from './experiment-field.tsx';
import { LIMITS } from './executor-config.ts';
import styles from './form.module.css';
import type { RunDraft } from './run-draft.ts';
import type { RunForm } from './use-run-form.ts';

export interface RunOptionsProps {
  readonly form: RunForm;
  /** What runs it stays. */
  readonly isFixed?: boolean;
}

const EXECUTORS: Readonly<Record<string, string>> = {
  process: 'A process of the runner',
  docker: 'A Docker container',
  kubernetes: 'A Kubernetes job',
};
const ENVIRONMENTS = [
  ['', 'As the project says'],
  ['uv', 'Its own, built with uv'],
  ['virtualenv', 'Its own, built with virtualenv'],
  ['conda', 'Its own, built with conda'],
  ['local', 'The runner’s Python'],
] as const;

/** Where, as what and how often a project is run. */
export function RunOptions({ form, isFixed = false }: RunOptionsProps): ReactNode {
  const { draft, change, errors, project } = form;
  const executors = project?.executors ?? [];
  const listed = [...new Set([draft.executor, ...executors])].filter(Boolean);
  return (
    <Card title="How to run it">
      <div className={styles['fields']}>
        {!isFixed && listed.length > 0 && (
          <Field label="Executor" error={errors['executor']}>
            {({ id }) => (
              <Select
                id={id}
                label="Executor"
                value={draft.executor || (listed[0] ?? '')}
                onChange={(executor) => change({ executor })}
                choices={listed.map((name) => [name, EXECUTORS[name] ?? name] as const)}
              />
            )}
          </Field>
        )}
        <Field label="Python environment" error={errors['env_manager']}>
          {({ id }) => (
            <Select
              id={id}
              label="Python environment"
              value={draft.envManager}
              onChange={(envManager) => change({ envManager })}
              choices={ENVIRONMENTS}
            />
          )}
        </Field>
        <ExperimentField form={form} />
        <Text form={form} label="Name of the run" field="runName" error="run_name" placeholder="Made up" />
        <div className={styles['three']}>
          <Text
            form={form}
            label="Priority"
            field="priority"
            error="priority"
            placeholder="1000"
            hint="The least first."
          />
          <Text form={form} label="Retries" field="maxRetries" error="max_retries" placeholder="0" />
          <Text
            form={form}
            label="Timeout"
            field="timeoutSeconds"
            error="timeout_seconds"
            placeholder="None"
            hint="Seconds."
          />
        </div>
        <details className={styles['more']} open={hasConfig(draft) || undefined}>
          <summary>
            <ChevronRight aria-hidden /> Limits and variables
          </summary>
          <div className={styles['fields']}>
            <Limits form={form} />
          </div>
        </details>
      </div>
    </Card>
  );
}

const hasConfig = ({ limits, environment, config }: RunDraft): boolean =>
  Object.keys(limits).length > 0 || environment !== '' || config !== '';

function Limits({ form }: { readonly form: RunForm }): ReactNode {
  const { draft, change, errors } = form;
  return (
    <>
      <div className={styles['pair']}>
        {LIMITS.map(({ name, label, hint }) => (
          <Field key={name} label={label} hint={hint} error={errors[`executor_config.${name}`]}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                placeholder="As the runner allows"
                value={draft.limits[name] ?? ''}
                onChange={(event) => change({ limits: { ...draft.limits, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
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
      <Field
        label="More of the executor’s configuration"
        hint="A JSON object, as the executor takes it."
        error={errors['executor_config']}
      >
        {(control) => (
          <TextArea
            {...control}
            mono
            rows={3}
            value={draft.config}
            onChange={(event) => change({ config: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

interface TextProps {
  readonly form: RunForm;
  readonly label: string;
  readonly field: 'runName' | 'priority' | 'maxRetries' | 'timeoutSeconds';
  readonly error: string;
  readonly placeholder: string;
  readonly hint?: string;
}

function Text({ form, label, field, error, placeholder, hint }: TextProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={form.errors[error]}>
      {(control) => (
        <Input
          {...control}
          inputMode={field === 'runName' ? undefined : 'numeric'}
          placeholder={placeholder}
          value={form.draft[field]}
          onChange={(event) => form.change({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}

import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { getRunners, type Runners } from '../../api/projects.ts';
import { Select } from '../../components/choices.tsx';
import { Field, Input } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ExperimentField } from './experiment-field.tsx';
import { ExecutorFields } from './executor-fields.tsx';
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
  ['local', 'The runner’s Python'],
] as const;

/** What is queued for an executor that no runner has waits until one has it. */
function executorLabel(name: string, runners: Runners | undefined): string {
  const label = EXECUTORS[name] ?? name;
  const isThere = runners?.runners.some((each) => each.executors.some((executor) => executor.name === name));
  return isThere === false ? `${label} (no runner has it now)` : label;
}

/** Where, as what and how often a project is run. */
export function RunOptions({ form, isFixed = false }: RunOptionsProps): ReactNode {
  const { draft, change, errors, project } = form;
  const executors = project?.executors ?? [];
  const listed = [...new Set([draft.executor, ...executors])].filter(Boolean);
  const { data: runners } = useQuery({
    queryKey: ['project-runners'],
    queryFn: ({ signal }) => getRunners({ signal }),
  });
  const executor = draft.executor || (listed[0] ?? '');
  return (
    <Card title="How to run it">
      <div className={styles['fields']}>
        {!isFixed && listed.length > 0 && (
          <Field label="Executor" error={errors['executor']}>
            {({ id }) => (
              <Select
                id={id}
                label="Executor"
                value={executor}
                onChange={(next) => change({ executor: next })}
                choices={listed.map((name) => [name, executorLabel(name, runners)] as const)}
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
            <ExecutorFields form={form} executor={executor} />
          </div>
        </details>
      </div>
    </Card>
  );
}

const hasConfig = ({ config, environment }: RunDraft): boolean =>
  Object.keys(config).length > 0 || environment !== '';

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

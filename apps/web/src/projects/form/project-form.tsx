import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Columns, Stack } from '../../components/columns.tsx';
import { FormError } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { EntryPointField } from './entry-point-field.tsx';
import styles from './form.module.css';
import { ParameterFields } from './parameter-fields.tsx';
import { RunOptions } from './run-options.tsx';
import { SourceFields } from './source-fields.tsx';
import type { RunForm } from './use-run-form.ts';

export interface ProjectFormProps {
  readonly form: RunForm;
  /** The form of a run that is there already: its project and executor stay. */
  readonly isFixed?: boolean;
  /** What the button says. */
  readonly action: string;
  readonly onSend: () => Promise<unknown>;
  /** In place of fields with one value for each parameter. */
  readonly parameters?: ReactNode;
  /** What is asked beside the run itself: before its project, and after its parameters. */
  readonly children?: ReactNode;
  readonly after?: ReactNode;
}

/** A form in which a run is described: which project, with which parameters, how. */
export function ProjectForm(props: ProjectFormProps): ReactNode {
  const { form, isFixed = false, action, onSend, parameters, children, after } = props;
  const { errors } = form;
  const element = useRef<HTMLFormElement>(null);
  const isTried = useRef(false);
  useEffect(() => {
    if (!isTried.current) return;
    isTried.current = false;
    element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        isTried.current = true;
        void form.send(onSend);
      }}
    >
      <Columns>
        <Stack>
          {children}
          <SourceFields form={form} isFixed={isFixed} isFirst={children === undefined} />
          <Card title="What to run">
            <div className={styles['fields']}>
              <EntryPointField form={form} />
              {parameters ?? <ParameterFields form={form} />}
            </div>
          </Card>
          {after}
        </Stack>
        <Stack>
          <RunOptions form={form} isFixed={isFixed} />
          <FormError message={form.failure} />
          <Button type="submit" look="primary" busy={form.isBusy} disabled={form.isReading}>
            {action}
          </Button>
        </Stack>
      </Columns>
    </form>
  );
}

import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Segmented } from '../../components/choices.tsx';
import { Field, Input } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import styles from './form.module.css';
import { UploadSource } from './upload-source.tsx';
import type { RunForm } from './use-run-form.ts';

export interface SourceFieldsProps {
  readonly form: RunForm;
  /** The project is that of a run: its address stays. */
  readonly isFixed?: boolean;
  /** It is what is asked first. */
  readonly isFirst?: boolean;
}

/** Where the project is: an address, or files that are uploaded. */
export function SourceFields({ form, isFixed = false, isFirst = true }: SourceFieldsProps): ReactNode {
  const { draft, change, errors, read, project } = form;
  const [how, setHow] = useState<'address' | 'upload'>('address');
  return (
    <Card title="Project">
      <div className={styles['fields']}>
        {!isFixed && (
          <Segmented
            label="Where the project is"
            value={how}
            onChange={setHow}
            choices={[
              ['address', 'At an address'],
              ['upload', 'On this computer'],
            ]}
          />
        )}
        {how === 'upload' ? (
          <UploadSource form={form} />
        ) : (
          <div className={styles['source']}>
            <Field
              label="Address"
              hint="A git repository, a zip archive or a folder of the server; #folder leads into it."
              error={errors['uri']}
            >
              {(control) => (
                <Input
                  {...control}
                  mono
                  autoFocus={isFirst && !isFixed && draft.uri === ''}
                  readOnly={isFixed}
                  placeholder="https://git.example.com/team/project#training"
                  value={draft.uri}
                  onChange={(event) => change({ uri: event.target.value, sourceName: '' })}
                  onBlur={() => read()}
                />
              )}
            </Field>
            <Field label="Version" hint="Branch, tag or commit, in git." error={errors['version']}>
              {(control) => (
                <Input
                  {...control}
                  mono
                  placeholder="The newest"
                  value={draft.version}
                  onChange={(event) => change({ version: event.target.value })}
                  onBlur={() => read()}
                />
              )}
            </Field>
          </div>
        )}
        {form.canRetry && (
          <div>
            <Button small onClick={form.retry}>
              Try again
            </Button>
          </div>
        )}
        <p role="status" className="soft">
          {form.isReading
            ? 'Reading the project…'
            : project &&
              [
                project.name ?? 'A project without a name',
                project.environment !== undefined &&
                  project.environment !== 'none' &&
                  environmentText(project.environment),
                project.commit !== undefined && `commit ${project.commit.slice(0, 10)}`,
              ]
                .filter(Boolean)
                .join(', ')}
        </p>
      </div>
    </Card>
  );
}

function environmentText(kind: string): string {
  if (kind === 'local' || kind === 'system') return 'no environment of its own';
  return `${kind.replace(/_env$/, '').replace('python', 'Python')} environment`;
}

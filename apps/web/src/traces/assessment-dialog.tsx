import { type ReactNode, useState } from 'react';
import type { NewAssessment } from '../api/assessments.ts';
import { useStored } from '../app/stored.ts';
import { Segmented, Switch } from '../components/choices.tsx';
import { FormDialog } from '../components/dialog.tsx';
import { Field, Input, TextArea } from '../components/field.tsx';
import { readValue, type ValueKind } from './assessment-value.ts';
import styles from './traces.module.css';

export interface AssessmentDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly spanId: string;
  readonly spanName: string;
  readonly isRoot: boolean;
  readonly onSave: (made: NewAssessment) => Promise<unknown>;
}

const KINDS = [
  ['feedback', 'Feedback'],
  ['expectation', 'Expectation'],
] as const;
const VALUES = [
  ['verdict', 'Yes or no'],
  ['number', 'Number'],
  ['text', 'Text'],
  ['json', 'JSON'],
] as const;

/** Asks for feedback on a trace or a span, or for what was expected of it. */
export function AssessmentDialog(props: AssessmentDialogProps): ReactNode {
  const { open, onClose, spanId, spanName, isRoot, onSave } = props;
  const [kind, setKind] = useState<'feedback' | 'expectation'>('feedback');
  const [name, setName] = useState('');
  const [valueKind, setValueKind] = useState<ValueKind>('verdict');
  const [typed, setTyped] = useState('yes');
  const [rationale, setRationale] = useState('');
  const [onSpan, setOnSpan] = useState(false);
  const [author, setAuthor] = useStored('assessment-author', '');
  const changeValueKind = (next: ValueKind): void => {
    setValueKind(next);
    setTyped(next === 'verdict' ? 'yes' : '');
  };
  const submit = async (): Promise<void> => {
    await onSave({
      kind,
      name: name.trim(),
      value: readValue(valueKind, typed),
      rationale: kind === 'feedback' ? rationale.trim() : '',
      sourceId: author.trim() || 'anonymous',
      spanId: onSpan && !isRoot ? spanId : undefined,
    });
    setName('');
    setRationale('');
    changeValueKind(valueKind);
  };
  return (
    <FormDialog
      title="Add an assessment"
      open={open}
      onClose={onClose}
      action="Add"
      disabled={name.trim() === ''}
      onSubmit={submit}
    >
      <Segmented label="Kind" value={kind} onChange={setKind} choices={KINDS} />
      <Field label="Name" hint={kind === 'feedback' ? 'What is judged: correct, tone…' : 'What was expected'}>
        {(control) => (
          <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <div className={styles['valueField']}>
        <Segmented label="Type of the value" value={valueKind} onChange={changeValueKind} choices={VALUES} />
        {valueKind === 'verdict' ? (
          <Segmented
            label="Value"
            value={typed === 'yes' ? 'yes' : 'no'}
            onChange={setTyped}
            choices={[
              ['yes', 'Yes'],
              ['no', 'No'],
            ]}
          />
        ) : (
          <Field label="Value">
            {(control) =>
              valueKind === 'number' ? (
                <Input {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
              ) : (
                <TextArea
                  {...control}
                  mono={valueKind === 'json'}
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )
            }
          </Field>
        )}
      </div>
      {kind === 'feedback' && (
        <Field label="Why" hint="Optional">
          {(control) => (
            <TextArea {...control} value={rationale} onChange={(event) => setRationale(event.target.value)} />
          )}
        </Field>
      )}
      <Field label="Your name">
        {(control) => (
          <Input
            {...control}
            placeholder="anonymous"
            value={author}
            onChange={(event) => setAuthor(event.target.value)}
          />
        )}
      </Field>
      {!isRoot && (
        <Switch
          label={
            <>
              Only about the span <bdi>{spanName}</bdi>
            </>
          }
          checked={onSpan}
          onChange={setOnSpan}
        />
      )}
    </FormDialog>
  );
}

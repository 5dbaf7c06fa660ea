import type { ReactNode } from 'react';
import { Segmented, Select } from '../../components/choices.tsx';
import { Field, Input } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { counted } from '../../format/numbers.ts';
import type { FieldErrors } from '../form/check-draft.ts';
import form from '../form/form.module.css';
import { runsOf, type SweepDraft } from './sweep-draft.ts';

export interface SweepCardProps {
  readonly sweep: SweepDraft;
  readonly onChange: (part: Partial<SweepDraft>) => void;
  readonly errors: FieldErrors;
}

/** How the parameters' values are combined, and what tells the best run. */
export function SweepCard({ sweep, onChange, errors }: SweepCardProps): ReactNode {
  const count = runsOf(sweep);
  const text = (
    label: string,
    field: 'maxRuns' | 'concurrency' | 'seed',
    error: string,
    placeholder: string,
  ): ReactNode => (
    <Field label={label} error={errors[error]}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          placeholder={placeholder}
          value={sweep[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const isRandom = sweep.method === 'random';
  return (
    <Card title="Sweep">
      <div className={form['fields']}>
        <div className={form['start']}>
          <Segmented
            label="How values are combined"
            value={sweep.method}
            onChange={(method) => onChange({ method })}
            choices={[
              ['grid', 'Grid: each with each'],
              ['random', 'Random choice'],
            ]}
          />
          <span role="status" className="soft">
            {count !== undefined && `Makes ${counted(count, 'run')}`}
          </span>
        </div>
        <div className={form['three']}>
          {text(isRandom ? 'Runs' : 'At most', 'maxRuns', 'sweep.max_runs', isRandom ? '10' : '1000')}
          {text('At once', 'concurrency', 'sweep.concurrency', '4')}
          {isRandom && text('Seed', 'seed', 'sweep.seed', 'Made up')}
        </div>
        <div className={form['source']}>
          <Field
            label="Metric"
            hint="Of the runs; it tells which is the best."
            error={errors['sweep.metric.name']}
          >
            {(control) => (
              <Input
                {...control}
                mono
                placeholder="val/loss"
                value={sweep.metric}
                onChange={(event) => onChange({ metric: event.target.value })}
              />
            )}
          </Field>
          <Field label="The best is">
            {({ id }) => (
              <Select
                id={id}
                label="The best is"
                value={sweep.goal}
                onChange={(goal) => onChange({ goal })}
                choices={[
                  ['minimize', 'The least'],
                  ['maximize', 'The most'],
                ]}
              />
            )}
          </Field>
        </div>
      </div>
    </Card>
  );
}

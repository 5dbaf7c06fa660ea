import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Field, Input } from '../../components/field.tsx';
import { KeyPicker } from '../../components/key-picker.tsx';
import { Card } from '../../components/page.tsx';
import form from '../form/form.module.css';
import type { FieldErrors } from '../form/check-draft.ts';
import { NextTimes } from './next-times-list.tsx';
import { TIMEZONES } from './next-times.ts';

export interface When {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
}

const USUAL = [
  ['Every hour', '0 * * * *'],
  ['Every day', '0 6 * * *'],
  ['Monday to Friday', '0 6 * * 1-5'],
  ['Every week', '0 6 * * 1'],
  ['Every month', '0 6 1 * *'],
] as const;

export interface WhenCardProps {
  readonly when: When;
  readonly onChange: (when: When) => void;
  readonly errors: FieldErrors;
}

/** What a schedule is called, and when it runs. */
export function WhenCard({ when, onChange, errors }: WhenCardProps): ReactNode {
  return (
    <Card title="When">
      <div className={form['fields']}>
        <Field label="Name of the schedule" error={errors['name']}>
          {(control) => (
            <Input
              {...control}
              autoFocus={when.name === ''}
              placeholder="Nightly training"
              value={when.name}
              onChange={(event) => onChange({ ...when, name: event.target.value })}
            />
          )}
        </Field>
        <div className={form['source']}>
          <Field label="Cron" hint="Minute, hour, day of month, month, day of week." error={errors['cron']}>
            {(control) => (
              <Input
                {...control}
                mono
                placeholder="0 6 * * 1-5"
                value={when.cron}
                onChange={(event) => onChange({ ...when, cron: event.target.value })}
              />
            )}
          </Field>
          <Field label="Time zone" error={errors['timezone']}>
            {({ id }) => (
              <KeyPicker
                id={id}
                isField
                label="Time zone"
                placeholder={when.timezone}
                chosen={[when.timezone]}
                choices={TIMEZONES.map((zone) => [zone, zone.replaceAll('_', ' ')] as const)}
                onChoose={(timezone) => onChange({ ...when, timezone })}
              />
            )}
          </Field>
        </div>
        <div className={form['start']} role="group" aria-label="Usual times">
          {USUAL.map(([label, cron]) => (
            <Button
              key={cron}
              small
              look="ghost"
              aria-pressed={when.cron === cron}
              onClick={() => onChange({ ...when, cron })}
            >
              {label}
            </Button>
          ))}
        </div>
        <NextTimes cron={when.cron} timezone={when.timezone} />
      </div>
    </Card>
  );
}

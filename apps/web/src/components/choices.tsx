import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Select as BaseSelect } from '@base-ui/react/select';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Check, ChevronsUpDown, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import floating from './floating.module.css';

export interface CheckboxProps {
  readonly checked: boolean;
  /** Some of what it stands for is checked. */
  readonly partly?: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Its name: shown beside it, or for screen readers alone when `hideLabel`. */
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
}

export function Checkbox({
  checked,
  partly = false,
  onChange,
  label,
  hideLabel,
  disabled = false,
}: CheckboxProps): ReactNode {
  const id = useId();
  const box = (
    <BaseCheckbox.Root
      checked={checked}
      indeterminate={partly}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next)}
      className={styles['checkbox']}
      {...(hideLabel ? { 'aria-label': label } : { 'aria-labelledby': id })}
    >
      <BaseCheckbox.Indicator>
        {partly ? <Minus aria-hidden /> : <Check aria-hidden />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
  if (hideLabel) return box;
  return (
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control
    <label className={styles['choice']}>
      {box}
      <span id={id}>{label}</span>
    </label>
  );
}

export interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: ReactNode;
}

/** Something that is on or off, and changes at once. */
export function Switch({ checked, onChange, label }: SwitchProps): ReactNode {
  const id = useId();
  return (
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control
    <label className={styles['choice']}>
      <BaseSwitch.Root
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        className={styles['switch']}
        aria-labelledby={id}
      >
        <BaseSwitch.Thumb className={styles['thumb']} />
      </BaseSwitch.Root>
      <span id={id}>{label}</span>
    </label>
  );
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly (readonly [value: Value, label: string])[];
  readonly id?: string;
}

/** One of a few named things. For long lists take a `Popover` with a `SearchField`. */
export function Select<Value extends string>({
  label,
  value,
  onChange,
  choices,
  id,
}: SelectProps<Value>): ReactNode {
  const items = choices.map(([each, name]) => ({ value: each, label: name }));
  return (
    <BaseSelect.Root
      items={items}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      modal={false}
    >
      <BaseSelect.Trigger id={id} aria-label={label} className={styles['selectTrigger']}>
        <BaseSelect.Value />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className={floating['positioner']}>
          <BaseSelect.Popup className={floating['popup']}>
            {choices.map(([each, name]) => (
              <BaseSelect.Item key={each} value={each} className={floating['item']}>
                <span className={floating['check']}>{each === value && <Check aria-hidden />}</span>
                <BaseSelect.ItemText>{name}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

/** A few choices side by side, one of them on. */
export function Segmented<Value extends string>({
  label,
  value,
  onChange,
  choices,
}: SelectProps<Value>): ReactNode {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className={styles['segmented']}
    >
      {choices.map(([each, name]) => (
        <Toggle key={each} value={each} className={styles['segment']}>
          {name}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

import { Search } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { classes } from './classes.ts';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Gives the control the ids that tie it to its label, hint and error. */
  readonly children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean | undefined;
  }) => ReactNode;
}

/** A control with its label above, and what is wrong with it, or a hint, below. */
export function Field({ label, hint, error, children }: FieldProps): ReactNode {
  const id = useId();
  const note = `${id}-note`;
  const hasNote = error !== undefined || hint !== undefined;
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': hasNote ? note : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hasNote && (
        <div id={note} className={error === undefined ? styles['hint'] : styles['error']}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

export interface InputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly ref?: Ref<HTMLInputElement>;
  readonly mono?: boolean;
}

export function Input({ className, mono, ...rest }: InputProps): ReactNode {
  return (
    <input
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={classes(styles['input'], mono && styles['mono'], className)}
    />
  );
}

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly ref?: Ref<HTMLTextAreaElement>;
  readonly mono?: boolean;
}

export function TextArea({ className, mono, ...rest }: TextAreaProps): ReactNode {
  return <textarea {...rest} className={classes(styles['input'], mono && styles['mono'], className)} />;
}

export interface SearchFieldProps extends Omit<InputProps, 'onChange' | 'value'> {
  /** What is searched, for screen readers. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A field to narrow a list. Escape empties it. */
export function SearchField({ label, value, onChange, className, ...rest }: SearchFieldProps): ReactNode {
  return (
    <span className={classes(styles['search'], className)}>
      <Search aria-hidden />
      <Input
        {...rest}
        type="search"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
    </span>
  );
}

/** What a form was refused for. */
export function FormError({ message }: { readonly message: string | undefined }): ReactNode {
  return (
    <div
      role="alert"
      className={message === undefined ? undefined : styles['formError']}
      hidden={message === undefined}
    >
      {message}
    </div>
  );
}

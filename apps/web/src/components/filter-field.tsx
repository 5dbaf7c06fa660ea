import { CircleHelp } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { IconButton } from './button.tsx';
import { SearchField } from './field.tsx';
import styles from './filter-field.module.css';
import { Popover } from './popover.tsx';

export interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Called when typing pauses, and at once on Enter. */
  readonly onChange: (filter: string) => void;
  /** Why the server refused it. */
  readonly error?: string | undefined;
  /** What one can type, with a word about each. */
  readonly examples: readonly (readonly [filter: string, meaning: string])[];
}

const PAUSE_MS = 350;

/** A field for plain words or the search grammar; what is wrong with a filter stands below it. */
export function FilterField({
  label,
  placeholder,
  value,
  onChange,
  error,
  examples,
}: FilterFieldProps): ReactNode {
  const note = useId();
  const [draft, setDraft] = useState(value);
  const [helps, setHelps] = useState(false);
  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(() => onChange(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <div className={styles['filter']}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onChange(draft);
        }}
      >
        <SearchField
          label={label}
          placeholder={placeholder}
          value={draft}
          onChange={setDraft}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : note}
        />
        <Popover
          label="What to search for"
          align="end"
          open={helps}
          onOpenChange={setHelps}
          trigger={
            <IconButton label="What to search for">
              <CircleHelp aria-hidden />
            </IconButton>
          }
        >
          <ul className={styles['examples']}>
            {examples.map(([filter, meaning]) => (
              <li key={filter}>
                <button
                  type="button"
                  onClick={() => {
                    setDraft(filter);
                    onChange(filter);
                    setHelps(false);
                  }}
                >
                  <code>{filter}</code>
                  <span>{meaning}</span>
                </button>
              </li>
            ))}
          </ul>
        </Popover>
      </form>
      <div id={note} role="status" className={error === undefined ? undefined : styles['error']}>
        {error}
      </div>
    </div>
  );
}

import { Check, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { SearchField } from './field.tsx';
import { Popover } from './popover.tsx';
import styles from './key-picker.module.css';

export interface KeyPickerProps {
  readonly label: string;
  /** What is chosen; several when `onChange` toggles. */
  readonly chosen: readonly string[];
  readonly choices: readonly (readonly [value: string, name: string, kind?: string])[];
  readonly onChoose: (value: string) => void;
  /** What the button says when nothing is chosen. */
  readonly placeholder: string;
  /** Stays open, as several are chosen. */
  readonly isMany?: boolean;
  readonly id?: string;
  /** As large as the other fields of a form. */
  readonly isField?: boolean;
}

const MOST_SHOWN = 200;

/** One or several of very many names: a list that is searched. */
export function KeyPicker(props: KeyPickerProps): ReactNode {
  const { label, chosen, choices, onChoose, placeholder, isMany = false, isField = false, id } = props;
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = choices.filter(([, name]) => name.toLowerCase().includes(wanted));
  const names = choices.filter(([value]) => chosen.includes(value)).map(([, name]) => name);
  const choose = (value: string): void => {
    onChoose(value);
    if (!isMany) setOpen(false);
  };
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setSearch('');
      }}
      trigger={
        <Button
          id={id}
          small={!isField}
          className={isField ? styles['field'] : undefined}
          aria-label={`${label}: ${names.join(', ').slice(0, 100) || placeholder}`}
        >
          <bdi className={styles['chosen']}>
            {isMany && names.length > 1 ? `${names.length} chosen` : (names[0] ?? placeholder)}
          </bdi>
          <ChevronsUpDown aria-hidden />
        </Button>
      }
    >
      <div className={styles['picker']}>
        <SearchField label={`Search: ${label}`} value={search} onChange={setSearch} placeholder="Search" />
        <ul className={styles['list']} aria-label={label}>
          {found.slice(0, MOST_SHOWN).map(([value, name, kind]) => (
            <li key={value}>
              <button
                type="button"
                className={styles['choice']}
                aria-pressed={chosen.includes(value)}
                onClick={() => choose(value)}
                title={name}
              >
                <span className={styles['check']}>{chosen.includes(value) && <Check aria-hidden />}</span>
                <bdi className="truncate">{name}</bdi>
                {kind && <span className={styles['kind']}>{kind}</span>}
              </button>
            </li>
          ))}
          {found.length === 0 && <li className={styles['none']}>Nothing is called so.</li>}
          {found.length > MOST_SHOWN && (
            <li className={styles['none']}>and {found.length - MOST_SHOWN} more: type to narrow</li>
          )}
        </ul>
      </div>
    </Popover>
  );
}

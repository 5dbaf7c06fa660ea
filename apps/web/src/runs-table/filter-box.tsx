import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Filter, X } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '../api/api-error.ts';
import { quoted } from '../api/filter-text.ts';
import { getValues, type Keys } from '../api/run-table.ts';
import { IconButton } from '../components/button.tsx';
import { Input } from '../components/field.tsx';
import { complete } from './filter-completion.ts';
import { FilterFaultNote } from './filter-fault.tsx';
import { type FilterFault, findFault, isExpression } from './filter-parser.ts';
import styles from './filter-box.module.css';

export interface FilterBoxProps {
  readonly value: string;
  readonly onChange: (filter: string) => void;
  readonly experimentIds: readonly string[];
  readonly keys: Keys;
  /** What the server said about the filter that is set. */
  readonly error: Error | null;
  readonly ref?: Ref<{ focus(): void }>;
}

/** The filter: completes keys, comparisons and values at the caret, and says what is wrong where it is wrong. Enter sets it. */
export function FilterBox({ value, onChange, experimentIds, keys, error, ref }: FilterBoxProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(value.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [fault, setFault] = useState<FilterFault>();
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }));
  useEffect(() => {
    setText(value);
    setFault(value.trim() !== '' && isExpression(value) ? findFault(value) : undefined);
  }, [value]);

  const completion = complete(text, caret, keys);
  const { valuesOf, prefix } = completion;
  const { data: values = [] } = useQuery({
    queryKey: ['runs', 'values', experimentIds, valuesOf, prefix],
    queryFn: ({ signal }) => (valuesOf ? getValues(experimentIds, valuesOf, prefix, { signal }) : []),
    enabled: isOpen && valuesOf !== undefined,
    placeholderData: keepPreviousData,
  });
  const options = valuesOf
    ? values.filter((each) => each.toLowerCase().includes(prefix.toLowerCase())).map(quoted)
    : completion.options;
  const isShown = isOpen && options.length > 0;

  const set = (next: string): void => {
    setOpen(false);
    setActive(-1);
    const found = isExpression(next) ? findFault(next) : undefined;
    setFault(found);
    if (found) return input.current?.setSelectionRange(found.from, found.to);
    if (next.trim() !== value) onChange(next.trim());
  };
  const take = (option: string): void => {
    const after = text.slice(completion.to).trimStart();
    const next = `${text.slice(0, completion.from)}${option} `;
    // At once: what is typed next belongs behind it.
    flushSync(() => {
      setText(next + after);
      setCaret(next.length);
    });
    setActive(-1);
    setFault(undefined);
    input.current?.focus();
    input.current?.setSelectionRange(next.length, next.length);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown' && options.length > 0) {
      setOpen(true);
      setActive((active + 1) % options.length);
    } else if (event.key === 'ArrowUp' && isShown) setActive((active - 1 + options.length) % options.length);
    else if (event.key === 'Tab' && isShown && !event.shiftKey && active < 0) take(options[0] ?? '');
    else if ((event.key === 'Enter' || event.key === 'Tab') && isShown && active >= 0)
      take(options[active] ?? '');
    else if (event.key === 'Enter') set(text);
    // What was typed stays: only the completions go.
    else if (event.key === 'Escape' && isShown) setOpen(false);
    else return;
    event.preventDefault();
  };
  const moved = (element: HTMLInputElement): void => setCaret(element.selectionStart ?? element.value.length);
  const isRefused = error instanceof ApiError && error.status === 400;

  return (
    <div className={styles['box']}>
      <div className={styles['field']}>
        <Filter aria-hidden />
        <Input
          ref={input}
          role="combobox"
          aria-label="Filter runs"
          aria-expanded={isShown}
          aria-controls="filter-options"
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? `filter-option-${active}` : undefined}
          aria-invalid={fault !== undefined || isRefused || undefined}
          aria-describedby={fault || isRefused ? 'filter-fault' : undefined}
          placeholder="Filter: metrics.loss < 0.1 AND params.optimizer = 'adam', or words of a name"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            moved(event.target);
            setOpen(true);
            setActive(-1);
            setFault(undefined);
          }}
          onSelect={(event) => moved(event.currentTarget)}
          onKeyDown={press}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            if (text.trim() !== value) set(text);
          }}
        />
        {text !== '' && (
          <IconButton
            small
            quiet
            label="Clear the filter"
            className={styles['clear'] ?? ''}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              setText('');
              set('');
            }}
          >
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      <div
        id="filter-options"
        role="listbox"
        aria-label="Completions"
        className={styles['popup']}
        hidden={!isShown}
      >
        {isShown &&
          options.map((option, index) => (
            <div
              key={option}
              id={`filter-option-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={styles['option']}
              // The field keeps the focus.
              onMouseDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              <bdi>{option}</bdi>
            </div>
          ))}
      </div>
      {fault ? (
        <FilterFaultNote text={text} fault={fault} />
      ) : (
        isRefused && <FilterFaultNote text={value} message={error.message} />
      )}
    </div>
  );
}

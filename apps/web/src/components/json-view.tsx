import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { classes } from './classes.ts';
import { CopyButton } from './code-block.tsx';
import styles from './json-view.module.css';

export interface JsonViewProps {
  readonly value: unknown;
  /** How deep it stands open at first; 2 unless told otherwise. */
  readonly depth?: number;
}

const FIRST_ITEMS = 100;
const FIRST_CHARACTERS = 2000;

/** JSON to read: objects and lists fold, long ones come in parts. Text alone is shown as text. */
export function JsonView({ value, depth = 2 }: JsonViewProps): ReactNode {
  return (
    <div className={styles['view']}>
      <div className={styles['copy']}>
        <CopyButton text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)} />
      </div>
      {typeof value === 'string' ? (
        <div className={styles['text']}>
          <LongText text={value} />
        </div>
      ) : (
        <div className={styles['tree']}>
          <Node value={value} open={depth} />
        </div>
      )}
    </div>
  );
}

function Node({
  name,
  value,
  open,
}: {
  readonly name?: string;
  readonly value: unknown;
  readonly open: number;
}): ReactNode {
  if (typeof value === 'object' && value !== null) return <Branch name={name} value={value} open={open} />;
  return (
    <div className={styles['leaf']}>
      <Name name={name} />
      <Scalar value={value} />
    </div>
  );
}

function Branch({
  name,
  value,
  open,
}: {
  readonly name: string | undefined;
  readonly value: object;
  readonly open: number;
}): ReactNode {
  const [isOpen, setOpen] = useState(open > 0);
  const [shown, setShown] = useState(FIRST_ITEMS);
  const entries = Object.entries(value);
  const [left, right] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0)
    return (
      <div className={styles['leaf']}>
        <Name name={name} />
        <span className={styles['sign']}>
          {left}
          {right}
        </span>
      </div>
    );
  return (
    <div>
      <button
        type="button"
        className={styles['fold']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight aria-hidden />
        <Name name={name} />
        <span className={styles['sign']}>
          {isOpen ? left : `${left} ${entries.length} ${entries.length === 1 ? 'item' : 'items'} ${right}`}
        </span>
      </button>
      {isOpen && (
        <div className={styles['children']}>
          {entries.slice(0, shown).map(([key, item]) => (
            <Node key={key} name={key} value={item} open={open - 1} />
          ))}
          {entries.length > shown && (
            <button
              type="button"
              className={styles['more']}
              onClick={() => setShown(shown + FIRST_ITEMS * 5)}
            >
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Name({ name }: { readonly name: string | undefined }): ReactNode {
  return (
    name !== undefined && (
      <span className={styles['name']}>
        <bdi>{name}</bdi>
        <span className={styles['sign']}>: </span>
      </span>
    )
  );
}

function Scalar({ value }: { readonly value: unknown }): ReactNode {
  if (typeof value === 'string')
    return (
      <span className={styles['string']}>
        <LongText text={value} />
      </span>
    );
  return <span className={classes(styles['scalar'])}>{String(value)}</span>;
}

function LongText({ text }: { readonly text: string }): ReactNode {
  const [whole, setWhole] = useState(false);
  if (whole || text.length <= FIRST_CHARACTERS) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{text.slice(0, FIRST_CHARACTERS)}…</bdi>{' '}
      <button type="button" className={styles['more']} onClick={() => setWhole(true)}>
        all {text.length.toLocaleString('en-US')} characters
      </button>
    </>
  );
}

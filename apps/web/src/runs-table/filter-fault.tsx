import type { ReactNode } from 'react';
import type { FilterFault } from './filter-parser.ts';
import styles from './filter-box.module.css';

export type FilterFaultNoteProps =
  | { readonly text: string; readonly fault: FilterFault }
  | { readonly text: string; readonly message: string };

const BEFORE = 60;

/** The filter with what is wrong underlined, and why. What the server quotes of it in its message is looked for. */
export function FilterFaultNote(props: FilterFaultNoteProps): ReactNode {
  const { text } = props;
  const fault = 'fault' in props ? props.fault : { ...placeOf(text, props.message), message: props.message };
  const start = Math.max(0, fault.from - BEFORE);
  return (
    <div id="filter-fault" role="alert" className={styles['fault']}>
      <code className={styles['place']}>
        {start > 0 && '…'}
        {text.slice(start, fault.from)}
        <mark>{text.slice(fault.from, fault.to) || '\u{2003}'}</mark>
        {text.slice(fault.to, fault.to + BEFORE)}
      </code>
      <span>{fault.message}</span>
    </div>
  );
}

function placeOf(text: string, message: string): { from: number; to: number } {
  for (const [, quote = ''] of message.matchAll(/['"`]([^'"`]{1,200})['"`]/g)) {
    const from = text.indexOf(quote);
    if (from >= 0) return { from, to: from + quote.length };
  }
  return { from: 0, to: text.length };
}

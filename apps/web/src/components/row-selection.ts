import { type MouseEvent, useRef } from 'react';

export interface RowSelection {
  readonly all: (checked: boolean) => void;
  /** With Shift held, everything from the row before it up to this one. */
  readonly one: (index: number, checked: boolean) => void;
  /** Sees clicks on a checkbox first: whether Shift is held is known only here. */
  readonly noteShift: (event: MouseEvent) => void;
}

/** Which rows of a table are selected, by their keys. */
export function useRowSelection(
  keys: readonly string[],
  selected: ReadonlySet<string> = new Set(),
  onSelect: (selected: ReadonlySet<string>) => void = () => undefined,
): RowSelection {
  const before = useRef(0);
  const shift = useRef(false);
  return {
    all: (checked) => onSelect(new Set(checked ? keys : [])),
    one: (index, checked) => {
      const [from, to] = shift.current
        ? [Math.min(before.current, index), Math.max(before.current, index)]
        : [index, index];
      const next = new Set(selected);
      for (const key of keys.slice(from, to + 1)) {
        if (checked) next.add(key);
        else next.delete(key);
      }
      before.current = index;
      onSelect(next);
    },
    noteShift: (event) => {
      shift.current = event.shiftKey;
    },
  };
}

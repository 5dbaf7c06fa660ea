import { useCallback, useRef, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** With `isRange` everything between the last one that was chosen and this one. */
  readonly toggle: (id: string, isRange: boolean, order: readonly string[]) => void;
  readonly set: (ids: readonly string[]) => void;
}

/** Which runs are chosen, for what is done to many. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string>(undefined);
  const toggle = useCallback((id: string, isRange: boolean, order: readonly string[]) => {
    setIds((before) => {
      const next = new Set(before);
      const isOn = !before.has(id);
      const [from, to] = [order.indexOf(anchor.current ?? ''), order.indexOf(id)];
      const affected =
        isRange && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
      for (const each of affected) {
        if (isOn) next.add(each);
        else next.delete(each);
      }
      anchor.current = id;
      return next;
    });
  }, []);
  const set = useCallback((chosen: readonly string[]) => setIds(new Set(chosen)), []);
  return { ids, toggle, set };
}

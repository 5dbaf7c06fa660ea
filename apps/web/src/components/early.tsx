import { type ComponentType, createElement, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { SkeletonLines } from './states.tsx';

export interface Early<Props> {
  readonly Part: ComponentType<Props>;
  /** Begins to load it: while what it shows is asked for, and not after. */
  readonly begin: () => void;
}

type State<Props> = { readonly Loaded?: ComponentType<Props>; readonly error?: unknown };

/**
 * A part of a page in a file of its own, that can be asked for before it is shown. It does without React's `lazy`, for which React
 * shows what stands in for 300 ms at least, even where it is there at once.
 */
export function early<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): Early<Props> {
  let state: State<Props> = {};
  let isLoading = false;
  const listeners = new Set<() => void>();
  const become = (next: State<Props>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const begin = (): void => {
    if (isLoading || state.Loaded) return;
    isLoading = true;
    load()
      .then(
        ({ default: Loaded }) => become({ Loaded }),
        (error: unknown) => become({ error }),
      )
      .finally(() => (isLoading = false));
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    begin,
    Part(props: Props): ReactNode {
      const { Loaded, error } = useSyncExternalStore(subscribe, () => state);
      useEffect(begin, []);
      if (error !== undefined) throw error;
      return Loaded ? createElement(Loaded, props) : <SkeletonLines />;
    },
  };
}

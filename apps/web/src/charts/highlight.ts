import { createContext, useContext } from 'react';

/** Which run is highlighted, told to charts without rendering them: it changes with every move of the pointer. */
export class Highlight {
  private readonly listeners = new Set<(runId: string | undefined) => void>();
  current: string | undefined;

  constructor(private readonly onChange: (runId: string | undefined) => void = () => undefined) {}

  /** From outside: the pointer is over the run elsewhere. */
  show(runId: string | undefined): void {
    if (runId === this.current) return;
    this.current = runId;
    for (const listener of this.listeners) listener(runId);
  }

  /** From a chart: the pointer is over the run here. */
  point(runId: string | undefined): void {
    if (runId === this.current) return;
    this.show(runId);
    this.onChange(runId);
  }

  subscribe(listener: (runId: string | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export const HighlightContext = createContext(new Highlight());

export function useHighlight(): Highlight {
  return useContext(HighlightContext);
}

import { createContext, useContext, useSyncExternalStore } from 'react';
import { WHOLE, type Zoom } from './lines/zoom.ts';

/** What each chart shows of its axes; or all show the same of x. It is not kept: a view opens whole. */
export class ZoomStore {
  private readonly byChart = new Map<string, Zoom>();
  private readonly listeners = new Set<() => void>();
  private shared: Zoom = WHOLE;
  isShared = false;

  get(id: string): Zoom {
    return this.isShared ? this.shared : (this.byChart.get(id) ?? WHOLE);
  }

  set(id: string, zoom: Zoom): void {
    if (this.isShared) this.shared = { ...zoom, y: undefined };
    else this.byChart.set(id, zoom);
    this.tell();
  }

  /** The axes are others now: places on the old ones mean nothing. */
  clear(): void {
    this.byChart.clear();
    this.shared = WHOLE;
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const ZoomsContext = createContext(new ZoomStore());

export function useZoom(id: string): [Zoom, (zoom: Zoom) => void] {
  const store = useContext(ZoomsContext);
  const zoom = useSyncExternalStore(store.subscribe, () => store.get(id));
  return [zoom, (next) => store.set(id, next)];
}

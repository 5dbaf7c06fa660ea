import type { Range } from './extent.ts';

/** What of a chart is shown; undefined is all, or as much as fits. */
export interface Zoom {
  readonly x: Range | undefined;
  readonly y: Range | undefined;
}

export const WHOLE: Zoom = { x: undefined, y: undefined };

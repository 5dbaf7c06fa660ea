import type { RunUpdate } from '@millrace/contracts/messages/live-runs';

/** What a reader of a run is told, as text of a server-sent event without its id. */
export interface RunEvent {
  readonly runId: string;
  readonly text: string;
}

export function sseText(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * An update as events: `points` are new points; `run` says that something else of the run changed; `reset` that points were
 * missed, so that its histories must be read again.
 */
export function eventsOf(runId: string, update: RunUpdate, isGap: boolean): RunEvent[] {
  const texts: string[] = [];
  if (update.points.length > 0) texts.push(sseText('points', { run_id: runId, points: update.points }));
  if (update.missesPoints || isGap) texts.push(sseText('reset', { run_ids: [runId] }));
  if (update.changed) texts.push(sseText('run', { run_id: runId }));
  return texts.map((text) => ({ runId, text }));
}

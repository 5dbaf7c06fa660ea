import type { TraceInfo } from './trace-info.ts';
import { SIZE_STATS } from './trace-keys.ts';

/** Whether a trace has a span, and as many as its client said it would send. */
export function spansComplete(trace: {
  readonly info: TraceInfo;
  readonly spans: readonly string[];
}): boolean {
  return trace.spans.length > 0 && trace.spans.length >= promised(trace.info.metadata[SIZE_STATS]);
}

function promised(sizeStats: string | undefined): number {
  try {
    const { num_spans: count } = JSON.parse(sizeStats ?? '{}') as { num_spans?: unknown };
    return typeof count === 'number' ? count : 0;
  } catch {
    return 0;
  }
}

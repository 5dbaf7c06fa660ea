import { withoutCredentials } from '../sources/project-uri.ts';
import type { SweepProgress } from './project-sweep.ts';

/** A sweep as the REST API shows it. */
export function sweepReply(sweep: SweepProgress): object {
  const { request, states, metricName, metricGoal, best } = sweep;
  const count = (...names: string[]): number => names.reduce((sum, name) => sum + (states[name] ?? 0), 0);
  const counts = {
    // Points that are not submitted any more have been killed before they began.
    queued: count('queued') + (sweep.state === 'running' ? sweep.total - sweep.submitted : 0),
    running: count('building', 'running', 'uploading'),
    finished: count('finished'),
    failed: count('failed', 'timed_out'),
    killed: count('killed') + (sweep.state === 'running' ? 0 : sweep.total - sweep.submitted),
    total: sweep.total,
  };
  return {
    sweep_id: sweep.sweepId,
    run_id: sweep.runId,
    name: sweep.name,
    status: sweep.state.toUpperCase(),
    experiment_id: request.experiment_id,
    user_id: request.user_id ?? '',
    uri: withoutCredentials(request.uri),
    ...(request.source_name !== undefined && { source_name: request.source_name }),
    ...(request.version !== undefined && { version: request.version }),
    entry_point: request.entry_point,
    parameters: request.parameters,
    executor: request.executor,
    method: sweep.method,
    space: sweep.space,
    ...(sweep.seed !== null && { seed: sweep.seed }),
    concurrency: sweep.concurrency,
    ...(metricName !== null && { metric: { name: metricName, goal: metricGoal } }),
    counts,
    ...(best !== null && { best: { run_id: best.runId, value: best.value } }),
    cancelled: sweep.cancelled,
    ...(sweep.reason !== null && { reason: sweep.reason }),
    creation_timestamp: sweep.createdMs,
    ...(sweep.endedMs !== null && { end_timestamp: sweep.endedMs }),
  };
}

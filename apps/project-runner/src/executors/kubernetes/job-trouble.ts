import type { JobCluster } from './job-cluster.ts';

/** What keeps a Job from running. */
export type JobTrouble =
  | { readonly kind: 'none'; readonly reason: string | undefined }
  | { readonly kind: 'suspended' | 'ended'; readonly reason: string };

const NONE: JobTrouble = { kind: 'none', reason: undefined };

/** Looks at a Job whose pod does not run. Rejects with ClusterError. */
export async function jobTrouble(cluster: JobCluster, name: string, hasPod: boolean): Promise<JobTrouble> {
  const job = await cluster.findJob(name);
  if (job === undefined) return ended('The Job was deleted.');
  const { metadata, spec, status } = job;
  const queue = metadata?.labels?.['kueue.x-k8s.io/queue-name'];
  if (spec?.suspend === true)
    return {
      kind: 'suspended',
      reason: queue === undefined ? 'The Job is suspended' : `The Job waits in the queue ${queue}`,
    };
  if (hasPod) return NONE;
  const failed = status?.conditions?.find(({ type, status: is }) => type === 'Failed' && is === 'True');
  if (failed) return ended(`The Job has failed: ${failed.message ?? failed.reason ?? ''}.`);
  return { kind: 'none', reason: await cluster.lastWarning(name) };
}

function ended(reason: string): JobTrouble {
  return { kind: 'ended', reason };
}

import { ApiException } from '@kubernetes/client-node';
import { ClusterError } from './cluster-error.ts';

/** What a cluster answers, or why it does not, as a ClusterError with a message for people. */
export function asClusterError(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  if (!(error instanceof ApiException))
    return new ClusterError(`The cluster does not answer: ${(error as Error).message}`);
  return clusterRefusal(error.code, error.body);
}

/** `body` is a Status, as an object or as JSON text. */
export function clusterRefusal(code: number, body: unknown): ClusterError {
  return new ClusterError(`The cluster answered ${code}: ${messageOf(body)}`, code);
}

function messageOf(body: unknown): string {
  try {
    const status = (typeof body === 'string' ? JSON.parse(body) : body) as { message?: string } | null;
    return String(status?.message ?? body).slice(0, 1000);
  } catch {
    return String(body).slice(0, 1000);
  }
}

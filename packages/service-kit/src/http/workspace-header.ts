import { MlflowError } from '@millrace/contracts/errors';
import type { FastifyRequest } from 'fastify';

/**
 * There are no workspaces: whoever asks for one must not be answered from the data of everybody. MLflow refuses the header so
 * too when they are off, save where clients ask whether they are on.
 */
export function workspaceRefusal({ headers, url }: FastifyRequest): MlflowError | undefined {
  const workspace = headers['x-mlflow-workspace'];
  if (workspace === undefined || String(workspace).trim() === '') return undefined;
  if (/\/mlflow\/server-info\/?$/.test(url.split('?', 1)[0] ?? '')) return undefined;
  return new MlflowError(
    'FEATURE_DISABLED',
    'Workspace APIs are not available: workspaces are not enabled on this server',
  );
}

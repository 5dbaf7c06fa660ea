import { MlflowError, notFound } from '@millrace/contracts/errors';
import type { FastifyReply } from 'fastify';
import { noDeployment } from '../deployments/deployments.service.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';
import { notReadyReason, type Serving } from '../traffic/serving.ts';

const RETRY_AFTER_SECONDS = '1';

/** The version that is to answer, or the one of a number; throws 404 where there is none, 503 while it is not loaded. */
export function requireVersion(
  serving: Serving,
  name: string,
  reply: FastifyReply,
  number?: string,
): LoadedVersion {
  const { deployment, version } = serving.find(name, number);
  if (version !== undefined) return version;
  if (deployment === undefined) throw noDeployment(name);
  const row = deployment.versions.find((each) => String(each.number) === number);
  if (number !== undefined && (row === undefined || row.role === 'retired'))
    throw notFound(`The deployment '${name}' has no version '${number.slice(0, 20)}' that answers.`);
  void reply.header('retry-after', RETRY_AFTER_SECONDS);
  throw new MlflowError('TEMPORARILY_UNAVAILABLE', notReadyReason(deployment));
}

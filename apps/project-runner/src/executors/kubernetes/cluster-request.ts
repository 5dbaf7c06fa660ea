import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import { asClusterError, clusterRefusal } from '@millrace/containers/as-cluster-error';

/**
 * Sends a request as it is, for what the official client does not do: it leaves fields out that it does not know, which the API
 * server is to complain about, and its log streams cannot be kept waiting. Rejects with ClusterError unless the answer is a success.
 */
export async function clusterRequest(
  config: KubeConfig,
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL((config.getCurrentCluster()?.server ?? '') + path);
  const options: RequestOptions = { method, ...(signal && { signal }) };
  await config.applyToHTTPSOptions(options);
  if (body) options.headers = { ...options.headers, 'content-type': 'application/json' };
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send(url, options, resolve);
    sent.once('error', (error) => reject(asClusterError(error)));
    sent.end(body && JSON.stringify(body));
  });
  const { statusCode = 500 } = answer;
  if (statusCode < 300) return answer;
  throw clusterRefusal(statusCode, await text(answer).catch(() => ''));
}

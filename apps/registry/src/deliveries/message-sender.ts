import { request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { REGISTRY_SETTINGS, RegistrySettings } from '../settings/registry-settings.ts';
import { Destinations } from '../webhooks/destinations.ts';
import { type Answer, readAnswer } from './answer.ts';

const MAX_REDIRECTS = 5;

interface Message {
  readonly url: URL;
  readonly method: 'POST' | 'GET';
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Sends webhook messages. Every connection, after a redirect too, goes to one of the addresses that were checked just before
 * it, so a name service that changes its answer leads nowhere else. Environment variables for proxies are not heeded.
 */
@Injectable()
export class MessageSender {
  constructor(
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
    private readonly destinations: Destinations,
  ) {}

  /** Posts the body and returns the answer, whatever its status. Rejects when there is none, and when the place is not allowed. */
  async post(
    url: string,
    headers: Record<string, string>,
    body: string,
    stop?: AbortSignal,
  ): Promise<Answer> {
    const deadline = AbortSignal.timeout(this.settings.MILLRACE_WEBHOOK_TIMEOUT_SECONDS * 1000);
    const signal = stop ? AbortSignal.any([deadline, stop]) : deadline;
    let message: Message = { url: new URL(url), method: 'POST', headers, body };
    for (let hop = 0; ; hop += 1) {
      const answer = await this.send(message, signal);
      const next = redirected(message, answer);
      if (next === undefined) return answer;
      if (hop === MAX_REDIRECTS) throw new Error(`Exceeded ${MAX_REDIRECTS} redirects.`);
      message = next;
    }
  }

  private async send({ url, method, headers, body }: Message, signal: AbortSignal): Promise<Answer> {
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    this.destinations.checkScheme(url.protocol.slice(0, -1), hostname);
    const addresses = await this.destinations.addressesOf(hostname);
    const options: RequestOptions = {
      method,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'millrace' },
      lookup: onlyTo(addresses),
      // A connection of its own, to the addresses above: none that was made for another.
      agent: false,
      signal,
    };
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, options);
      request.on('response', (response) => resolve(readAnswer(response)));
      request.on('error', reject);
      request.end(body);
    });
  }
}

/** What to ask next after a redirect, as `requests` does it, which MLflow sends with: only 307 and 308 repeat the message. */
function redirected(
  { url, headers, body, method }: Message,
  { status, location }: Answer,
): Message | undefined {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const next = new URL(location, url);
  if (status === 307 || status === 308) return { url: next, method, headers, body };
  return { url: next, method: 'GET', headers: {}, body: '' };
}

/** Numeric hosts are never looked up; those are connected to as they are, and were checked as they are. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_hostname, options, callback) => {
    const [first] = found;
    if (options.all) callback(null, found);
    else if (first) callback(null, first.address, first.family);
    else callback(new Error('the host has no address'), '', 4);
  };
}

import type { IncomingHttpHeaders } from 'node:http';
import { MlflowError } from '@millrace/contracts/errors';
import type { HttpSettings } from '../config/http-settings.ts';
import { AllowedHosts, parseAuthority } from './host-header.ts';
import { AllowedOrigins, normaliseOrigin, originOf } from './origin.ts';

/** Probes ask these under whatever name they know; they tell nothing about anyone's data. */
const PROBES = new Set(['/health', '/ready', '/version']);

/** Host headers that were found right, so that the usual request costs one look-up. */
const MAX_KNOWN_HOSTS = 1000;

type GuardSettings = Pick<HttpSettings, 'HOST' | 'MILLRACE_ALLOWED_HOSTS' | 'MILLRACE_ALLOWED_ORIGINS'>;

/**
 * Keeps web pages of other sites away from a server on somebody's laptop or behind their firewall: requests must be addressed
 * to a name of this server, and pages of other origins may not send any.
 */
export class RequestGuard {
  readonly origins: AllowedOrigins;
  private readonly hosts: AllowedHosts;
  private readonly knownHosts = new Set<string>();

  constructor(settings: GuardSettings) {
    this.hosts = new AllowedHosts(settings.HOST, settings.MILLRACE_ALLOWED_HOSTS);
    this.origins = new AllowedOrigins(settings.MILLRACE_ALLOWED_ORIGINS);
  }

  /** The 403 that a request must be refused with, if it must. */
  refusal(method: string, path: string, headers: IncomingHttpHeaders): MlflowError | undefined {
    const host = headers.host ?? '';
    const hostIsKnown = this.knownHosts.has(host);
    if (hostIsKnown && headers.origin === undefined && headers['sec-fetch-site'] === undefined)
      return undefined;
    if (PROBES.has(path)) return undefined;
    if (!hostIsKnown && !this.learnHost(host)) return refusedHost(host);
    return this.crossOriginRefusal(method, host, headers);
  }

  private learnHost(host: string): boolean {
    const name = parseAuthority(host)?.name;
    if (name === undefined || !this.hosts.has(name)) return false;
    if (this.knownHosts.size >= MAX_KNOWN_HOSTS) this.knownHosts.clear();
    this.knownHosts.add(host);
    return true;
  }

  private crossOriginRefusal(
    method: string,
    host: string,
    headers: IncomingHttpHeaders,
  ): MlflowError | undefined {
    const { origin } = headers;
    if (origin !== undefined)
      return this.isOwnOrigin(origin, host, headers) || this.origins.has(origin)
        ? undefined
        : refusedOrigin(origin);
    if (headers['sec-fetch-site'] !== 'cross-site' || this.origins.any) return undefined;
    // Following a link to this server is fine; what a foreign page loads by itself (images, scripts, frames) is not.
    const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
    return isNavigation && (method === 'GET' || method === 'HEAD')
      ? undefined
      : refusedOrigin('another site');
  }

  /** A web page cannot set X-Forwarded-Proto without a preflight, which is refused: so it may be believed here. */
  isOwnOrigin(origin: string, host: string, headers: IncomingHttpHeaders): boolean {
    const forwarded = headers['x-forwarded-proto'];
    const scheme = typeof forwarded === 'string' ? (forwarded.split(',')[0] ?? '').trim() : 'http';
    const normal = normaliseOrigin(origin);
    return normal !== undefined && normal === originOf(scheme, host);
  }
}

function refusedHost(host: string): MlflowError {
  return new MlflowError(
    'PERMISSION_DENIED',
    `Invalid Host header - possible DNS rebinding attack detected: ${JSON.stringify(host.slice(0, 200))} is not a name of ` +
      'this server. If it is, add it to MILLRACE_ALLOWED_HOSTS.',
  );
}

function refusedOrigin(origin: string): MlflowError {
  return new MlflowError(
    'PERMISSION_DENIED',
    `Cross-origin request blocked: web pages of ${origin.slice(0, 200)} may not call this server. ` +
      'To allow an origin, add it to MILLRACE_ALLOWED_ORIGINS.',
  );
}

import { Inject, Injectable } from '@nestjs/common';
import { invalidParameter, type MlflowError } from '@millrace/contracts/errors';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { REGISTRY_SETTINGS, RegistrySettings } from '../settings/registry-settings.ts';
import { splitUrl } from '../sources/python-url.ts';
import { HostResolver, ResolveTimeoutError } from './host-resolver.ts';
import { canonicalAddress, isPublicAddress } from './public-address.ts';

const SYSTEM_MESSAGE: Readonly<Record<string, string>> = {
  ENOTFOUND: '[Errno -2] Name or service not known',
  EAI_AGAIN: '[Errno -3] Temporary failure in name resolution',
};

/** Where webhooks may go: to public addresses by https, and wherever the settings allow. */
@Injectable()
export class Destinations {
  constructor(
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
    private readonly resolver: HostResolver,
  ) {}

  /** Throws INVALID_PARAMETER_VALUE, in MLflow's words, unless messages may be sent to this URL. */
  async check(text: string): Promise<void> {
    if (text.trim() === '')
      throw invalidParameter(`Webhook URL cannot be empty or just whitespace: ${pythonRepr(text)}`);
    const url = splitUrl(text);
    if (url === undefined)
      throw invalidParameter(`Invalid webhook URL ${pythonRepr(text)}: ValueError('Invalid IPv6 URL')`);
    this.checkScheme(url.scheme, url.hostname);
    if (url.hostname === '')
      throw invalidParameter(`Webhook URL must include a hostname: ${pythonRepr(text)}`);
    await this.addressesOf(url.hostname);
  }

  /** Throws unless it is https, or http to a host that the settings allow. */
  checkScheme(scheme: string, hostname: string): void {
    if (scheme === 'https' || (scheme === 'http' && this.isAllowed(hostname))) return;
    throw invalidParameter(`Invalid webhook URL scheme: ${pythonRepr(scheme)}. Allowed schemes are: https.`);
  }

  /**
   * The host's addresses. Throws unless all of them are public, or the settings allow the host. Connect to no other addresses
   * than these: the next answer of the name service may be another.
   */
  async addressesOf(hostname: string): Promise<string[]> {
    const addresses = await this.resolve(hostname);
    const hidden = this.isAllowed(hostname) ? undefined : addresses.find((each) => !isPublicAddress(each));
    if (hidden !== undefined)
      throw invalidParameter(
        'Webhook URL must not resolve to a non-public IP address. ' +
          `${pythonRepr(hostname)} resolves to ${canonicalAddress(hidden)}.`,
      );
    return addresses;
  }

  private isAllowed(hostname: string): boolean {
    return this.settings.MILLRACE_WEBHOOK_ALLOWED_HOSTS.some((host) => host.toLowerCase() === hostname);
  }

  private async resolve(hostname: string): Promise<string[]> {
    try {
      return await this.resolver.resolve(hostname);
    } catch (error) {
      throw unresolved(hostname, error);
    }
  }
}

function unresolved(hostname: string, error: unknown): MlflowError {
  if (error instanceof ResolveTimeoutError)
    return invalidParameter(
      `Timed out resolving Webhook URL hostname ${pythonRepr(hostname)} after ${error.seconds} seconds`,
    );
  const { code = '', message } = error as { code?: string; message?: string };
  return invalidParameter(
    `Cannot resolve Webhook URL hostname ${pythonRepr(hostname)}: ${SYSTEM_MESSAGE[code] ?? message}`,
  );
}

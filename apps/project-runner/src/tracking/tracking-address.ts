import type { AddressInfo } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';

const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/** Where projects reach the tracking server: as the setting says, or at this very process, which is right where all services are in one. */
@Injectable()
export class TrackingAddress {
  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly host: HttpAdapterHost,
  ) {}

  get(): string {
    const { MILLRACE_RUNNER_TRACKING_URI: given } = this.settings;
    if (given !== undefined) return given;
    const { address, port } = (this.host.httpAdapter.getHttpServer() as { address(): AddressInfo }).address();
    return `http://${EVERYWHERE[address] ?? (address.includes(':') ? `[${address}]` : address)}:${port}`;
  }
}

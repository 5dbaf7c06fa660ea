import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

const TIMEOUT_MS = 5000;

/** Finds the addresses of a host as the operating system does, which also understands `127.1` and `0x7f.1`. */
@Injectable()
export class HostResolver {
  /** Rejects with the system's error, or after 5 s. */
  async resolve(hostname: string): Promise<string[]> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ResolveTimeoutError(TIMEOUT_MS / 1000)), TIMEOUT_MS);
    });
    try {
      const found = await Promise.race([lookup(hostname, { all: true, order: 'ipv4first' }), deadline]);
      return found.map(({ address }) => address);
    } finally {
      clearTimeout(timer);
    }
  }
}

export class ResolveTimeoutError extends Error {
  constructor(readonly seconds: number) {
    super(`no answer after ${seconds} seconds`);
  }
}

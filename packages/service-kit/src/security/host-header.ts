import { isIP } from 'node:net';

export interface Authority {
  /** Lower case, without brackets and without a trailing dot. */
  readonly name: string;
  /** Undefined when it is the scheme's own. */
  readonly port: number | undefined;
}

/** Reads `name:port`, as a Host header has it; undefined when it is none. IPv6 addresses stand in brackets. */
export function parseAuthority(text: string): Authority | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@\\[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  if (!match) return undefined;
  const [, ipv6, name, port] = match;
  if (ipv6 !== undefined && isIP(ipv6) !== 6) return undefined;
  const withoutDot = (ipv6 ?? name ?? '').toLowerCase().replace(/\.$/, '');
  if (withoutDot === '' || Number(port ?? 0) > 65_535) return undefined;
  return { name: withoutDot, port: port === undefined ? undefined : Number(port) };
}

/**
 * Which host names a request may be addressed to. A web page can make a browser send requests to a name that its owner points
 * at 127.0.0.1 (DNS rebinding), but not to an address or to a loopback name, so those are always right.
 */
export class AllowedHosts {
  private readonly exact = new Set<string>();
  private readonly suffixes: string[] = [];
  private readonly any: boolean;

  /** `host` is the address the server listens on; `allowed` holds exact names, `*.suffix` patterns and `*`. */
  constructor(host: string, allowed: readonly string[]) {
    this.any = allowed.includes('*');
    for (const entry of [host, ...allowed]) {
      const pattern = entry.toLowerCase();
      if (pattern.startsWith('*.')) this.suffixes.push(pattern.slice(1));
      else this.exact.add(parseAuthority(pattern)?.name ?? pattern);
    }
  }

  has(name: string): boolean {
    return (
      this.any ||
      isIP(name) !== 0 ||
      name === 'localhost' ||
      name.endsWith('.localhost') ||
      this.exact.has(name) ||
      this.suffixes.some((suffix) => name.endsWith(suffix) && name.length > suffix.length)
    );
  }
}

import { parseAuthority } from './host-header.ts';

const DEFAULT_PORT: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** An Origin header in one spelling, `scheme://name:port` with the port always there; undefined when it is opaque or none. */
export function normaliseOrigin(origin: string): string | undefined {
  const match = /^(https?):\/\/(.+)$/i.exec(origin);
  if (!match) return undefined;
  return originOf(match[1] as string, match[2] as string);
}

/** The origin that a request is addressed to, by its scheme and its Host header. */
export function originOf(scheme: string, host: string): string | undefined {
  const authority = parseAuthority(host);
  const lower = scheme.toLowerCase();
  const port = authority?.port ?? DEFAULT_PORT[lower];
  return authority && port !== undefined ? `${lower}://${authority.name}:${port}` : undefined;
}

/** The origins whose web pages may call this server besides its own. */
export class AllowedOrigins {
  readonly any: boolean;
  private readonly origins: ReadonlySet<string>;

  constructor(allowed: readonly string[]) {
    this.any = allowed.includes('*');
    this.origins = new Set(allowed.map((origin) => normaliseOrigin(origin.replace(/\/$/, '')) ?? origin));
  }

  has(origin: string): boolean {
    const normal = normaliseOrigin(origin);
    return normal !== undefined && (this.any || this.origins.has(normal));
  }
}

/** Where containers are on the network, and where they reach the tracking server from there. */
export interface DockerNetwork {
  /** Undefined for the engine's usual one. */
  readonly mode: string | undefined;
  readonly trackingUri: string;
  /** Names that are added to the container's hosts file. */
  readonly extraHosts: readonly string[];
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const HOST_NAME = 'host.docker.internal';

/**
 * A tracking server that listens on this machine's loopback alone is reached on the machine's own network; where the engine runs in
 * a virtual machine, which is so on everything but Linux, by the name that it has there for the machine around it.
 */
export function dockerNetwork(
  trackingUri: string,
  setting: string,
  platform: NodeJS.Platform = process.platform,
): DockerNetwork {
  const mode = setting === '' ? undefined : setting;
  const url = new URL(trackingUri);
  const extraHosts = platform === 'linux' ? [`${HOST_NAME}:host-gateway`] : [];
  if (url.hostname === HOST_NAME) return { mode, trackingUri, extraHosts };
  if (mode === 'host' || !LOOPBACK.test(url.hostname)) return { mode, trackingUri, extraHosts: [] };
  if (mode === undefined && platform === 'linux') return { mode: 'host', trackingUri, extraHosts: [] };
  url.hostname = HOST_NAME;
  return { mode, trackingUri: url.href.replace(/\/$/, ''), extraHosts };
}

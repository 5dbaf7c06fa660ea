import { BlockList, isIPv6 } from 'node:net';

/** Networks that are not the public internet: IANA's special-purpose registries, as Python's `is_global` has them. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  // Unspecified, loopback, and IPv4 addresses in the old compatible form.
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is on the public internet. An IPv4 address within an IPv6 one counts as itself. */
export function isPublicAddress(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  if (!isIPv6(plain)) return !PRIVATE.check(plain, 'ipv4');
  const embedded = embeddedIpv4(plain);
  return embedded === undefined ? !PRIVATE.check(plain, 'ipv6') : !PRIVATE.check(embedded, 'ipv4');
}

/** The shortest form, in lower case: `::ffff:7f00:1`, as Python writes it. */
export function canonicalAddress(address: string): string {
  const plain = address.split('%')[0] ?? '';
  return isIPv6(plain) ? new URL(`http://[${plain}]`).hostname.slice(1, -1) : plain;
}

/** The IPv4 address that an IPv6 one stands for: mapped (::ffff:0:0/96), 6to4 (2002::/16), NAT64 (64:ff9b::/96). */
function embeddedIpv4(address: string): string | undefined {
  const groups = groupsOf(address);
  const start = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  if (groups[0] === 0x2002) return dotted(groups[1], groups[2]);
  if (start === '0:0:0:0:0:ffff' || start === '64:ff9b:0:0:0:0') return dotted(groups[6], groups[7]);
  return undefined;
}

function groupsOf(address: string): number[] {
  const [head = '', tail] = canonicalAddress(address).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...(tail === undefined ? [] : zeros), ...after].map((group) => parseInt(group, 16));
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

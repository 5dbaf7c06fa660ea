import { expect, test } from '@jest/globals';
import { canonicalAddress, isPublicAddress } from './public-address.ts';

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.0.1',
  '198.18.0.1',
  '203.0.113.9',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:10.0.0.1',
  '0:0:0:0:0:ffff:7f00:1',
  '2002:7f00:1::',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  '2001:db8::1',
  '2001::1',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

test.each([
  '1.1.1.1',
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '2606:2800:220:1::1',
  '::ffff:1.1.1.1',
  '64:ff9b::101:101',
  '2002:101:101::',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

test('addresses are written as Python writes them', () => {
  expect(canonicalAddress('::ffff:127.0.0.1')).toBe('::ffff:7f00:1');
  expect(canonicalAddress('FE80:0:0:0:0:0:0:1')).toBe('fe80::1');
});

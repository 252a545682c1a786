import { BlockList, isIP } from 'node:net';

/** Networks that are not the internet (IANA special-purpose registries): what answers there is not meant for others. */
const BARRED = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  BARRED.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  BARRED.addSubnet(network, prefix, 'ipv6');

/** Of IPv6 one eighth is given out; the rest is local, of old, or nobody's yet. */
const GIVEN_OUT = new BlockList();
GIVEN_OUT.addSubnet('2000::', 3, 'ipv6');
GIVEN_OUT.addSubnet('0.0.0.0', 0, 'ipv4');

/** Whether an IP address belongs to a private, local or otherwise special network. IPv4 addresses in IPv6 clothes are looked at as IPv4. */
export function isBarred(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const kind = isIP(plain);
  if (kind === 0) return true;
  const family = kind === 4 ? 'ipv4' : 'ipv6';
  return BARRED.check(plain, family) || !GIVEN_OUT.check(plain, family);
}

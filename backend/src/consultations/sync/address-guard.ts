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
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  BARRED.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  BARRED.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address belongs to a private, local or otherwise special network. IPv4 addresses in IPv6 clothes are looked at as IPv4. */
export function isBarred(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const kind = isIP(plain);
  if (kind === 0) return true;
  return BARRED.check(plain, kind === 4 ? 'ipv4' : 'ipv6');
}

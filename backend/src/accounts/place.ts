import { isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const NETWORK = 4;

/**
 * The place that an address is of: an IPv4 address itself, and of IPv6 the network (/64). One line of a house has 2^64 of those addresses, so
 * that who counted by them would count nothing.
 */
export function placeOf(address: string): string {
  const [, inside] = MAPPED.exec(address) ?? [];
  if (inside !== undefined) return inside;
  if (!isIPv6(address)) return address;
  const [before = '', after] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const groups = before === '' ? [] : before.split(':');
  const left = after === undefined || after === '' ? 0 : after.split(':').length;
  const zeros = after === undefined ? [] : Array.from({ length: 8 - groups.length - left }, () => '0');
  const all = [...groups, ...zeros, ...(after ?? '').split(':')];
  return all
    .slice(0, NETWORK)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

import { networkInterfaces } from 'node:os';
import type { types } from 'mediasoup';

/** Every IPv4 address of this machine, its own loopback too. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).flatMap(({ family, address }) => (family === 'IPv4' ? [address] : [])));

/**
 * Where a worker listens, by UDP and, for those whose network lets no UDP through, by TCP on the same port. What is announced stands for
 * all addresses of the machine.
 */
export function listenInfos(listen: string, announced: string | null, port: number): types.TransportListenInfo[] {
  const everywhere = listen === 'all';
  const places = announced
    ? [{ ip: everywhere ? '0.0.0.0' : listen, announcedAddress: announced }]
    : (everywhere ? ownAddresses() : [listen]).map((ip) => ({ ip }));
  return (['udp', 'tcp'] as const).flatMap((protocol) => places.map((place) => ({ protocol, ...place, ...(port > 0 && { port }) })));
}

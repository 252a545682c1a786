/** Receives by one UDP socket a listener, and counts what came and what is missing by sequence numbers. */
import { createSocket, type Socket } from 'node:dgram';
import { until } from '../../harness/until.ts';
import { serve } from './companion.ts';

/** What one stream brought since it is counted: numbers go on beyond 16 bits here. */
interface Counted {
  readonly first: number;
  last: number;
  packets: number;
}

const BUFFER = 2 ** 20;
const sockets: Socket[] = [];
let streams = new Map<string, Counted>();

function count(socket: number, packet: Buffer): void {
  // RTCP (RFC 5761).
  if (packet[1]! >= 192 && packet[1]! <= 223) return;
  const key = `${socket} ${packet.readUInt32BE(8)}`;
  const number = packet.readUInt16BE(2);
  const known = streams.get(key);
  if (!known) streams.set(key, { first: number, last: number, packets: 1 });
  else {
    const ahead = (number - known.last) & 0xffff;
    if (ahead < 0x8000) known.last += ahead;
    known.packets++;
  }
}

const acts = {
  /** → their ports */
  open: ({ listeners }: { listeners: number }): Promise<number[]> =>
    Promise.all(
      Array.from({ length: listeners }, async (_, i) => {
        const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER });
        socket.on('message', (packet) => count(i, packet));
        await new Promise<void>((done) => socket.bind(0, '127.0.0.1', () => done()));
        sockets.push(socket);
        return socket.address().port;
      }),
    ),
  /** Counts from now on. */
  begin: () => {
    streams = new Map();
  },
  /** Settles as soon as so many streams have brought something. */
  heard: async ({ streams: wanted }: { streams: number }) => {
    await until('all streams bring something', () => streams.size >= wanted, { seconds: 120, every: 5 });
  },
  /** → what came since, and how much of it is missing */
  end: () => {
    const all = [...streams.values()];
    const expected = all.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    const packets = all.reduce((sum, one) => sum + one.packets, 0);
    return { streams: all.length, packets, lost: Math.max(0, expected - packets) };
  },
};
export type ListenersActs = typeof acts;
serve(acts);

/**
 * What the two that are measured have in common: `ours.ts`, the whole media process with a room, and `bare.ts`, a router of mediasoup and
 * nothing around it. Both have the same worker, are sent the same by a plain transport, and give it to everybody who listens by one more:
 * what DTLS and SRTP cost is the same for both and is left out.
 */
import type { RtpCapabilities } from '@lyceum/contracts';
import type { types } from 'mediasoup';
import { serve } from './companion.ts';

export const HERE = { protocol: 'udp', ip: '127.0.0.1' } as const;

/** What those can receive who say nothing of how much gets to them: each gets the best layer. */
export const receivable = ({ codecs = [], headerExtensions = [] }: RtpCapabilities): RtpCapabilities => ({
  codecs: codecs.map((codec) => ({ ...codec, rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }] })),
  headerExtensions: headerExtensions.filter(({ uri }) => !String(uri).includes('transport-wide')),
});

/** Where streams are sent to, and the control port where there is one. */
export interface Opened {
  readonly sendTo: number;
  readonly control: { readonly url: string; readonly key: string; readonly roomId: string } | null;
}

export interface Side {
  open(): Promise<Opened>;
  /** Gives the voice and the picture to a port of this machine. */
  listen(port: number): Promise<void>;
  worker(): types.Worker;
  close(): Promise<void>;
}

export const actsOf = (side: Side) => ({
  open: () => side.open(),
  listen: async ({ ports }: { ports: readonly number[] }) => {
    for (const port of ports) await side.listen(port);
  },
  /** CPU seconds since their start: of the worker, and of the process above it. */
  usage: async () => {
    const { ru_utime, ru_stime } = await side.worker().getResourceUsage();
    const { user, system } = process.cpuUsage();
    return { worker: (ru_utime + ru_stime) / 1000, above: (user + system) / 1e6 };
  },
  close: () => side.close(),
});
export type SideActs = ReturnType<typeof actsOf>;

export const serveSide = (side: Side): void => serve(actsOf(side));

import { z } from 'zod';
import { Id } from '../values.ts';

/**
 * Parameters of media transports and streams, in mediasoup's terms (mediasoup.org/documentation/v3/mediasoup/rtp-parameters-and-capabilities).
 * Only their rough shape is checked here; mediasoup refuses what does not fit.
 */
export const RtpCapabilities = z.looseObject({
  codecs: z
    .array(z.looseObject({ mimeType: z.string().max(100) }))
    .max(64)
    .optional(),
  headerExtensions: z.array(z.looseObject({})).max(64).optional(),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

export const RtpParameters = z.looseObject({
  mid: z.string().max(64).optional(),
  codecs: z
    .array(z.looseObject({ mimeType: z.string().max(100), payloadType: z.int(), clockRate: z.int() }))
    .min(1)
    .max(16),
  headerExtensions: z.array(z.looseObject({})).max(64).optional(),
  encodings: z.array(z.looseObject({})).max(8).optional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

export const DtlsParameters = z.looseObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[\dA-Fa-f]{2}(?::[\dA-Fa-f]{2}){19,63}$/, 'bytes in hexadecimal, parted by colons'),
      }),
    )
    .min(1)
    .max(8),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

export const MediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

/** Media go from the person to the academy (`send`) or to them (`receive`). */
export const Direction = z.enum(['send', 'receive']);
export type Direction = z.infer<typeof Direction>;

/** What a client builds its side of a transport from. */
export interface TransportParameters {
  readonly transportId: Id;
  readonly iceParameters: Readonly<Record<string, unknown>>;
  readonly iceCandidates: readonly Readonly<Record<string, unknown>>[];
  readonly dtlsParameters: DtlsParameters;
}

/** What a client builds a received stream from. It begins paused. */
export interface ConsumerParameters {
  readonly consumerId: Id;
  readonly producerId: Id;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly producerPaused: boolean;
}

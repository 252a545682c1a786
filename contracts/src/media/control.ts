import { z } from 'zod';
import { Id } from '../values.ts';
import type { Problem } from '../problem.ts';
import type { RecordedTrack } from '../webinars/room/events.ts';
import { MediaSource } from '../webinars/room/roles.ts';
import type { SentMedia } from '../webinars/room/view.ts';
import {
  Direction,
  DtlsParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
  type ConsumerParameters,
  type TransportParameters,
} from './rtp.ts';

/**
 * How backends steer the media process: Socket.IO on its control port, `auth: { key }`; each request is `emit(name, body, ack)`, answered by
 * `{ ok: true, … }` or a problem. A peer is one connection of one person to a room; its id is made by the backend.
 */
const Peer = { roomId: Id, peerId: Id };

/** Layers of a simulcast or SVC stream, 0 the lowest. */
export const Layers = z.strictObject({ spatial: z.int().min(0).max(7), temporal: z.int().min(0).max(7).optional() });
export type Layers = z.infer<typeof Layers>;

/** The requests by name, with the shape of their body. */
export const MEDIA_REQUESTS = {
  /** Makes the room if it is not there, and sends its news to this connection from now on. → `FollowAnswer` */
  'follow-room': z.strictObject({ roomId: Id }),
  'unfollow-room': z.strictObject({ roomId: Id }),
  /** Ends the room with all that is in it. */
  'close-room': z.strictObject({ roomId: Id }),
  /** → `TransportParameters`. One of each direction a peer: a second takes the place of the first. */
  'open-transport': z.strictObject({ ...Peer, personId: Id, direction: Direction }),
  'connect-transport': z.strictObject({ ...Peer, transportId: Id, dtlsParameters: DtlsParameters }),
  /** → `{ iceParameters }` */
  'restart-ice': z.strictObject({ ...Peer, transportId: Id }),
  /** → `{ producerId }`. One of each source a peer: a second takes the place of the first. */
  produce: z.strictObject({
    ...Peer,
    transportId: Id,
    kind: MediaKind,
    source: MediaSource,
    rtpParameters: RtpParameters,
    paused: z.boolean().default(false),
  }),
  'set-producer': z.strictObject({ ...Peer, producerId: Id, paused: z.boolean() }),
  'close-producer': z.strictObject({ ...Peer, producerId: Id }),
  /** → `ConsumerParameters`; it begins paused. One of each producer a peer: a second takes the place of the first. */
  consume: z.strictObject({ ...Peer, transportId: Id, producerId: Id, rtpCapabilities: RtpCapabilities }),
  'set-consumer': z.strictObject({
    ...Peer,
    consumerId: Id,
    paused: z.boolean().optional(),
    layers: Layers.optional(),
    priority: z.int().min(1).max(255).optional(),
  }),
  'close-consumer': z.strictObject({ ...Peer, consumerId: Id }),
  /** Ends all of a peer's transports. Nothing happens where there is no such peer. */
  'close-peer': z.strictObject(Peer),
  /** Begins to record what is and will be sent in the room. Refused with `recording-unavailable` where nothing here can. */
  'start-recording': z.strictObject({ roomId: Id, recordingId: Id }),
  /** → `{ tracks }`. Repeated, it answers the same. */
  'stop-recording': z.strictObject({ roomId: Id, recordingId: Id }),
  'remove-recording': z.strictObject({ recordingId: Id }),
  /** → `MediaStatus` */
  status: z.strictObject({}),
  /** → `MediaStatistics` */
  statistics: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;
export type MediaRequest = keyof typeof MEDIA_REQUESTS;
export type MediaBody<Name extends MediaRequest> = z.input<(typeof MEDIA_REQUESTS)[Name]>;

/** `peers` are those with a transport. `recordingId` of the recording under way. */
export interface FollowAnswer {
  readonly rtpCapabilities: RtpCapabilities;
  readonly peers: readonly { readonly peerId: Id; readonly personId: Id }[];
  readonly sent: readonly SentMedia[];
  readonly speakerId: Id | null;
  readonly recordingId: Id | null;
}

/** What each request is answered with, besides `ok`. */
export interface MediaAnswers extends Record<MediaRequest, object> {
  'follow-room': FollowAnswer;
  'open-transport': TransportParameters;
  'restart-ice': { readonly iceParameters: Readonly<Record<string, unknown>> };
  produce: { readonly producerId: Id };
  consume: ConsumerParameters;
  'stop-recording': { readonly tracks: readonly RecordedTrack[] };
  status: MediaStatus;
  statistics: MediaStatistics;
}
export type MediaAck<Name extends MediaRequest> = ({ readonly ok: true } & MediaAnswers[Name]) | ({ readonly ok: false } & Problem);

/** Whether media can be had. While the worker is sought, `done` of `total` steps of what `step` says; where it failed, `reason` and what to do. */
export const MediaStatus = z
  .object({
    state: z.enum(['seeking', 'downloading', 'installing', 'building', 'ready', 'failed']),
    step: z.string(),
    done: z.int(),
    total: z.int(),
    reason: z.string(),
    /** Whether something here can record. */
    recording: z.boolean(),
  })
  .meta({ id: 'MediaStatus' });
export type MediaStatus = z.infer<typeof MediaStatus>;

/** News of the media process by the name of the event; those with a `roomId` go to who follows the room. */
export interface MediaNews {
  status: MediaStatus;
  sent: { readonly roomId: Id; readonly media: SentMedia };
  'sent-ended': { readonly roomId: Id; readonly producerId: Id; readonly personId: Id };
  'consumer-closed': { readonly roomId: Id; readonly peerId: Id; readonly consumerId: Id };
  'consumer-layers': { readonly roomId: Id; readonly peerId: Id; readonly consumerId: Id; readonly layers: Layers | null };
  /** How well it gets there, 0 to 10. */
  'consumer-score': { readonly roomId: Id; readonly peerId: Id; readonly consumerId: Id; readonly score: number };
  'transport-state': {
    readonly roomId: Id;
    readonly peerId: Id;
    readonly transportId: Id;
    readonly state: 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';
  };
  speaker: { readonly roomId: Id; readonly personId: Id | null };
  /** Loudness in dBov (-127 to 0) of the loudest, at most every 500 ms. */
  levels: { readonly roomId: Id; readonly levels: readonly { readonly personId: Id; readonly volume: number }[] };
  /** Its worker has died: all transports of the room are gone and it is there anew, with these capabilities. */
  'room-lost': { readonly roomId: Id; readonly rtpCapabilities: RtpCapabilities };
  'recording-failed': { readonly roomId: Id; readonly recordingId: Id; readonly reason: string; readonly tracks: readonly RecordedTrack[] };
}

const WorkerFigures = z.object({
  pid: z.int(),
  /** Cores. */
  cpu: z.number(),
  /** Bytes. */
  memory: z.number(),
  port: z.int(),
  rooms: z.int(),
  transports: z.int(),
  producers: z.int(),
  consumers: z.int(),
  /** How often the worker in this place has died. */
  deaths: z.int(),
});

const RoomFigures = z.object({
  roomId: Id,
  workers: z.array(z.int()),
  peers: z.int(),
  transports: z.int(),
  producers: z.int(),
  consumers: z.int(),
  /** Bits a second. */
  received: z.number(),
  sent: z.number(),
  /** The share of packets that did not get there, 0 to 1. */
  loss: z.number(),
  recording: z.boolean(),
});

/** How the media process does. */
export interface MediaStatistics {
  readonly status: MediaStatus;
  readonly workers: readonly z.infer<typeof WorkerFigures>[];
  readonly rooms: readonly z.infer<typeof RoomFigures>[];
}

/** The same for operators, with the titles of webinars. */
export const MediaFigures = z
  .object({
    status: MediaStatus,
    workers: z.array(WorkerFigures),
    rooms: z.array(RoomFigures.extend({ title: z.string().nullable() })),
  })
  .meta({ id: 'MediaFigures' });
export type MediaFigures = z.infer<typeof MediaFigures>;

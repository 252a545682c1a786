import { z } from 'zod';
import type { Layers as LayersOf, MediaStatus } from '../../media/control.ts';
import {
  DtlsParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
  type ConsumerParameters,
  type TransportParameters,
} from '../../media/rtp.ts';
import type { Problem } from '../../problem.ts';
import { Id, Line } from '../../values.ts';
import { AddDeckRequest, MOST_PAGES } from '../slides.ts';
import { REACTIONS } from './events.ts';
import { MediaSource, RoomRole, RoomSettings } from './roles.ts';
import type { RoomChange, RoomView, SentMedia } from './view.ts';

/** `webinar:ID`, or `booking:ID` for the private room of a consultation. */
export const RoomName = z.string().regex(/^(?:webinar|booking):[0-9a-f-]{36}$/, 'webinar:ID or booking:ID');

const nothing = z.strictObject({});
const aPerson = z.strictObject({ personId: Id });
const aProducer = z.strictObject({ producerId: Id });
const aConsumer = z.strictObject({ consumerId: Id });

/**
 * What a client asks of a room: Socket.IO namespace `/webinars`, `emit(name, body, ack)`, answered by `{ ok: true, … }` or a problem
 * (docs/webinars/signalling.md). `enter` comes first; nothing else is understood before.
 */
export const ROOM_REQUESTS = {
  /** → `EnterRoomAnswer`. `connectionId` of an earlier answer takes that place again, with its transports. */
  enter: z.strictObject({ room: RoomName, connectionId: Id.optional() }),
  leave: nothing,

  /** → `TransportParameters`. To receive, one says what one can. */
  'open-transport': z.discriminatedUnion('direction', [
    z.strictObject({ direction: z.literal('send') }),
    z.strictObject({ direction: z.literal('receive'), rtpCapabilities: RtpCapabilities }),
  ]),
  'connect-transport': z.strictObject({ transportId: Id, dtlsParameters: DtlsParameters }),
  /** → `{ iceParameters }` */
  'restart-ice': z.strictObject({ transportId: Id }),
  /** → `{ producerId }` */
  produce: z.strictObject({
    transportId: Id,
    kind: MediaKind,
    source: MediaSource,
    rtpParameters: RtpParameters,
    paused: z.boolean().default(false),
  }),
  'pause-producer': aProducer,
  'resume-producer': aProducer,
  'close-producer': aProducer,
  /** → `ConsumerParameters`; it begins paused. */
  consume: z.strictObject({ transportId: Id, producerId: Id }),
  'pause-consumer': aConsumer,
  'resume-consumer': aConsumer,
  'close-consumer': aConsumer,
  /** The best layers wanted, and how much it matters beside others (1 to 255). */
  'prefer-layers': z.strictObject({
    consumerId: Id,
    layers: z.strictObject({ spatial: z.int().min(0).max(7), temporal: z.int().min(0).max(7).optional() }),
    priority: z.int().min(1).max(255).optional(),
  }),

  'raise-hand': nothing,
  /** One's own, or (hosts) somebody's. */
  'lower-hand': z.strictObject({ personId: Id.optional() }),
  react: z.strictObject({ reaction: z.enum(REACTIONS) }),
  chat: z.strictObject({ to: z.enum(['all', 'hosts']), text: z.string().trim().min(1).max(2000) }),
  /** One's own, or (hosts) any. */
  'remove-chat': z.strictObject({ messageId: Id }),
  caption: z.strictObject({ text: z.string().trim().min(1).max(500) }),
  vote: z.strictObject({ pollId: Id, choices: z.array(Id).min(1).max(20) }),

  /** From here on for those who run the room. */
  settings: RoomSettings,
  admit: aPerson,
  'admit-all': nothing,
  refuse: aPerson,
  'set-role': z.strictObject({ personId: Id, role: RoomRole.exclude(['host']) }),
  /** What somebody sends is switched off: all of the source that they have. They may switch it on again. */
  mute: z.strictObject({ personId: Id, source: MediaSource }),
  /** The microphones of all but those who run the room. */
  'mute-all': nothing,
  remove: aPerson,
  /** → `{ pollId }` */
  'open-poll': z.strictObject({
    question: Line,
    choices: z.array(Line).min(2).max(20),
    multiple: z.boolean().default(false),
    live: z.boolean().default(true),
  }),
  'close-poll': z.strictObject({ pollId: Id }),
  /** The closed poll becomes a question of a quiz that one may edit; `correct` are the right choices. → `{ questionId }` */
  'keep-poll': z.strictObject({ pollId: Id, quizId: Id, correct: z.array(Id).min(1).max(20) }),
  /** The pages were kept before, by HTTP; so is a deck that says more than one message takes. → `{ deckId }` */
  'add-deck': AddDeckRequest,
  'remove-deck': z.strictObject({ deckId: Id }),
  /** Without a deck nothing is shown any more. */
  'show-slide': z.strictObject({
    deckId: Id.nullable(),
    page: z
      .int()
      .min(0)
      .max(MOST_PAGES - 1)
      .default(0),
  }),
  /** → `{ recordingId }` */
  'start-recording': nothing,
  'stop-recording': nothing,
  /** The room closes for all. */
  close: nothing,
} as const satisfies Record<string, z.ZodType>;
export type RoomRequest = keyof typeof ROOM_REQUESTS;
export type RoomBody<Name extends RoomRequest> = z.input<(typeof ROOM_REQUESTS)[Name]>;

/** A server that helps to find a way through (STUN, TURN), as RTCPeerConnection takes it. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/**
 * `in`: the room as it is, and what is needed to send and receive. `rtpCapabilities` is null while media cannot be had (`media` says why);
 * they follow as `media-reset`. `lobby` and `early`: one waits for a host, to be let in or to open the room; `admitted` says when to enter again.
 * `resumed`: the transports of the connection are still there, and need an ICE restart alone.
 */
export type RoomPlace =
  | {
      readonly phase: 'in';
      readonly connectionId: Id;
      readonly resumed: boolean;
      readonly role: RoomRole;
      readonly revision: number;
      readonly view: RoomView;
      readonly sent: readonly SentMedia[];
      readonly speakerId: Id | null;
      readonly rtpCapabilities: RtpCapabilities | null;
      readonly media: MediaStatus | null;
      readonly iceServers: readonly IceServer[];
    }
  | { readonly phase: 'lobby' | 'early' };
export type EnterRoomAnswer = ({ readonly ok: true } & RoomPlace) | ({ readonly ok: false } & Problem);

/** What each request is answered with, besides `ok`. */
export interface RoomAnswers extends Record<RoomRequest, object> {
  enter: RoomPlace;
  'open-transport': TransportParameters;
  'restart-ice': { readonly iceParameters: Readonly<Record<string, unknown>> };
  produce: { readonly producerId: Id };
  consume: ConsumerParameters;
  'open-poll': { readonly pollId: Id };
  'keep-poll': { readonly questionId: Id };
  'add-deck': { readonly deckId: Id };
  'start-recording': { readonly recordingId: Id };
  chat: { readonly messageId: Id };
}
export type RoomAck<Name extends RoomRequest> = ({ readonly ok: true } & RoomAnswers[Name]) | ({ readonly ok: false } & Problem);

export type OutWhy = 'refused' | 'removed' | 'barred' | 'closed' | 'over' | 'cancelled' | 'elsewhere' | 'signed-out';

/** What a client hears of its room, by the name of the event. */
export interface RoomNews {
  /** What has changed, in order; `revision` is that of the room's stream, for comparing with the one entered at. */
  room: { readonly revision: number; readonly changes: readonly RoomChange[] };
  sent: SentMedia;
  'sent-ended': { readonly producerId: Id; readonly personId: Id };
  'consumer-closed': { readonly consumerId: Id };
  'consumer-layers': { readonly consumerId: Id; readonly layers: LayersOf | null };
  'consumer-score': { readonly consumerId: Id; readonly score: number };
  speaker: { readonly personId: Id | null };
  levels: { readonly levels: readonly { readonly personId: Id; readonly volume: number }[] };
  /** Whether media can be had, while one is in. */
  media: MediaStatus;
  /** All transports are gone (a worker died, or media can be had only now): begin anew with these capabilities. */
  'media-reset': { readonly rtpCapabilities: RtpCapabilities; readonly sent: readonly SentMedia[] };
  /** One may enter now: a host let one in, or has opened the room. */
  admitted: Record<string, never>;
  /**
   * One is not there any more: refused, removed, the room closed (by a host, because its time is over or what it was for is cancelled), one may
   * not be there any more (`barred`), or entered by another connection. The connection stays, but for `signed-out`.
   */
  out: { readonly why: OutWhy };
}

import type { Fact } from '../../fact.ts';
import type { Id } from '../../values.ts';
import type { WebinarKind } from '../plan.ts';
import type { MediaSource, RoomRole, RoomSettings } from './roles.ts';

interface Of {
  readonly roomId: Id;
  readonly personId: Id;
}

/**
 * Why somebody is not there any more: by themselves, their connection did not come back, a host removed them, they may not be there any more
 * (`barred`); or the room closed: by a host, because its time is over, or because what it was for was cancelled.
 */
export type Leaving = 'left' | 'lost' | 'removed' | 'barred' | 'closed' | 'over' | 'cancelled';

/** Why a room closed: for good by a host (or behind the last when its time is over), by the clock or a cancellation; `empty` until somebody comes back. */
export type Closing = 'ended' | 'empty' | 'over' | 'cancelled';

/** A file of a recording: what one person sent of one source, from `from` milliseconds after the recording began, for so many. */
export interface RecordedTrack {
  readonly trackId: Id;
  readonly personId: Id;
  readonly source: MediaSource;
  readonly from: number;
  readonly duration: number;
  readonly bytes: number;
  /** Its media type. */
  readonly type: string;
}

/**
 * Facts of a room: stream `room-ROOMID`; the id of a webinar's room is the webinar's, that of a consultation's the booking's. Media
 * (transports, what is sent and received) are no facts.
 */
export type RoomEvent =
  | Fact<'webinars.RoomOpened.v1', { roomId: Id; kind: WebinarKind | 'consultation'; settings: RoomSettings }>
  | Fact<'webinars.RoomClosed.v2', { roomId: Id; why: Closing }>
  | Fact<'webinars.RoomSettingsChanged.v1', { roomId: Id; settings: RoomSettings }>
  | Fact<'webinars.LobbyEntered.v1', Of>
  | Fact<'webinars.LobbyLeft.v1', Of>
  | Fact<'webinars.Admitted.v1', Of>
  | Fact<'webinars.AdmissionRefused.v1', Of>
  /** Somebody is there by one connection, which takes the place of any former one of theirs. */
  | Fact<'webinars.ParticipantJoined.v1', Of & { role: RoomRole; connectionId: Id }>
  | Fact<'webinars.ParticipantLeft.v1', Of & { why: Leaving }>
  | Fact<'webinars.RoleChanged.v1', Of & { role: RoomRole }>
  /** A host has switched off what they send. */
  | Fact<'webinars.ParticipantMuted.v1', Of & { source: MediaSource }>
  | Fact<'webinars.HandRaised.v1', Of>
  | Fact<'webinars.HandLowered.v1', Of>
  | Fact<'webinars.Reacted.v1', Of & { reaction: Reaction }>
  | Fact<'webinars.ChatSent.v1', { roomId: Id; messageId: Id; authorId: Id; to: 'all' | 'hosts'; text: string | null }>
  | Fact<'webinars.ChatRemoved.v1', { roomId: Id; messageId: Id }>
  | Fact<'webinars.CaptionSpoken.v1', { roomId: Id; authorId: Id; text: string | null }>
  /** `live`: all see the results while it is open; else the hosts alone, and all once it is closed. */
  | Fact<
      'webinars.PollOpened.v1',
      {
        roomId: Id;
        pollId: Id;
        question: string;
        choices: readonly { readonly id: Id; readonly text: string }[];
        multiple: boolean;
        live: boolean;
      }
    >
  | Fact<'webinars.PollVoted.v1', Of & { pollId: Id; choices: readonly Id[] }>
  | Fact<'webinars.PollClosed.v1', { roomId: Id; pollId: Id }>
  /** The poll has become a question of a quiz. */
  | Fact<'webinars.PollKept.v1', { roomId: Id; pollId: Id; quizId: Id; questionId: Id }>
  /** Slides, before the room opens or in it: `pages` are images in their order, with what each says. */
  | Fact<'webinars.DeckAdded.v2', { roomId: Id; deckId: Id; title: string; pages: readonly { imageId: Id; text: string }[] }>
  | Fact<'webinars.DeckRemoved.v1', { roomId: Id; deckId: Id }>
  /** `page` from 0; without a deck nothing is shown. */
  | Fact<'webinars.SlideShown.v1', { roomId: Id; deckId: Id | null; page: number }>
  | Fact<'webinars.RecordingStarted.v1', { roomId: Id; recordingId: Id }>
  | Fact<'webinars.RecordingStopped.v1', { roomId: Id; recordingId: Id; tracks: readonly RecordedTrack[] }>
  | Fact<'webinars.RecordingFailed.v1', { roomId: Id; recordingId: Id; reason: string }>
  | Fact<'webinars.RecordingRemoved.v1', { roomId: Id; recordingId: Id }>;

export const REACTIONS = ['clap', 'like', 'heart', 'laugh', 'surprise', 'confused'] as const;
export type Reaction = (typeof REACTIONS)[number];

import { runsRoom, settingsFor, type Id, type RoomEvent, type RoomRole, type RoomSettings } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../../deciding/decider.ts';

interface Place {
  readonly role: RoomRole;
  readonly connectionId: Id;
  readonly hand: boolean;
}

interface Slides {
  readonly title: string;
  readonly pages: readonly Id[];
}

interface OpenPoll {
  readonly open: boolean;
  readonly choices: readonly Id[];
  readonly multiple: boolean;
  readonly kept: boolean;
}

/** What decisions in a room need to know. */
export interface Room {
  /** `empty`: all have left, and it opens again as it was. */
  readonly phase: 'none' | 'open' | 'empty' | 'closed';
  readonly settings: RoomSettings;
  readonly people: ReadonlyMap<Id, Place>;
  readonly lobby: ReadonlySet<Id>;
  /** Whom a host let in, and who was in once: no lobby and no lock keeps them out. */
  readonly admitted: ReadonlySet<Id>;
  /** Whom a host sent away. */
  readonly removed: ReadonlySet<Id>;
  /** What hosts made of people; they keep it while they are away. */
  readonly roles: ReadonlyMap<Id, RoomRole>;
  /** The authors of the last messages. */
  readonly messages: ReadonlyMap<Id, Id>;
  readonly polls: ReadonlyMap<Id, OpenPoll>;
  readonly decks: ReadonlyMap<Id, Slides>;
  readonly slide: { readonly deckId: Id | null; readonly page: number };
  readonly recordingId: Id | null;
}

/** Messages further back than this stay as they are. */
const REMEMBERED = 500;

const NOBODY: Room = {
  phase: 'none',
  settings: settingsFor('lecture', false),
  people: new Map(),
  lobby: new Set(),
  admitted: new Set(),
  removed: new Set(),
  roles: new Map(),
  messages: new Map(),
  polls: new Map(),
  decks: new Map(),
  slide: { deckId: null, page: 0 },
  recordingId: null,
};

const put = <V>(map: ReadonlyMap<Id, V>, key: Id, value: V): ReadonlyMap<Id, V> => new Map(map).set(key, value);
const adding = (set: ReadonlySet<Id>, id: Id): ReadonlySet<Id> => (set.has(id) ? set : new Set([...set, id]));

function leaving<T extends ReadonlyMap<Id, unknown> | ReadonlySet<Id>>(all: T, id: Id): T {
  if (!all.has(id)) return all;
  const rest = all instanceof Map ? new Map(all) : new Set(all as ReadonlySet<Id>);
  rest.delete(id);
  return rest as unknown as T;
}

function changedPlace(room: Room, personId: Id, change: Partial<Place>): Room {
  const place = room.people.get(personId);
  return place ? { ...room, people: put(room.people, personId, { ...place, ...change }) } : room;
}

function changedPoll(room: Room, pollId: Id, change: Partial<OpenPoll>): Room {
  const poll = room.polls.get(pollId);
  return poll ? { ...room, polls: put(room.polls, pollId, { ...poll, ...change }) } : room;
}

export function evolve(room: Room, { type, data }: RoomEvent): Room {
  switch (type) {
    case 'webinars.RoomOpened.v1': {
      // Decks and polls of an earlier opening are still there; who was sent away then may come again, where it was closed on purpose.
      const removed: ReadonlySet<Id> = room.phase === 'empty' ? room.removed : new Set();
      return { ...room, phase: 'open', settings: data.settings, people: new Map(), lobby: new Set(), removed };
    }
    case 'webinars.RoomClosed.v2':
      return { ...room, phase: data.why === 'empty' ? 'empty' : 'closed', people: new Map(), lobby: new Set() };
    case 'webinars.RoomSettingsChanged.v1':
      return { ...room, settings: data.settings };
    case 'webinars.LobbyEntered.v1':
      return { ...room, lobby: adding(room.lobby, data.personId) };
    case 'webinars.LobbyLeft.v1':
      return { ...room, lobby: leaving(room.lobby, data.personId) };
    case 'webinars.Admitted.v1':
      return {
        ...room,
        lobby: leaving(room.lobby, data.personId),
        admitted: adding(room.admitted, data.personId),
        removed: leaving(room.removed, data.personId),
      };
    case 'webinars.AdmissionRefused.v1':
      return { ...room, lobby: leaving(room.lobby, data.personId), removed: adding(room.removed, data.personId) };
    case 'webinars.ParticipantJoined.v1': {
      const { personId, role, connectionId } = data;
      const hand = room.people.get(personId)?.hand ?? false;
      const people = put(room.people, personId, { role, connectionId, hand });
      return { ...room, people, admitted: adding(room.admitted, personId), lobby: leaving(room.lobby, personId) };
    }
    case 'webinars.ParticipantLeft.v1': {
      const people = leaving(room.people, data.personId);
      if (data.why !== 'removed' && data.why !== 'barred') return { ...room, people };
      const admitted = leaving(room.admitted, data.personId);
      if (data.why === 'removed') return { ...room, people, admitted, removed: adding(room.removed, data.personId) };
      return { ...room, people, admitted, roles: leaving(room.roles, data.personId) };
    }
    case 'webinars.RoleChanged.v1':
      return changedPlace({ ...room, roles: put(room.roles, data.personId, data.role) }, data.personId, { role: data.role });
    case 'webinars.HandRaised.v1':
      return changedPlace(room, data.personId, { hand: true });
    case 'webinars.HandLowered.v1':
      return changedPlace(room, data.personId, { hand: false });
    case 'webinars.ChatSent.v1': {
      const messages = new Map(room.messages).set(data.messageId, data.authorId);
      for (const first of messages.keys()) if (messages.size > REMEMBERED) messages.delete(first);
      return { ...room, messages };
    }
    case 'webinars.ChatRemoved.v1':
      return { ...room, messages: leaving(room.messages, data.messageId) };
    case 'webinars.PollOpened.v1': {
      const { pollId, choices, multiple } = data;
      return { ...room, polls: put(room.polls, pollId, { open: true, choices: choices.map(({ id }) => id), multiple, kept: false }) };
    }
    case 'webinars.PollClosed.v1':
      return changedPoll(room, data.pollId, { open: false });
    case 'webinars.PollKept.v1':
      return changedPoll(room, data.pollId, { kept: true });
    case 'webinars.DeckAdded.v2': {
      const { deckId, title, pages } = data;
      return { ...room, decks: put(room.decks, deckId, { title, pages: pages.map(({ imageId }) => imageId) }) };
    }
    case 'webinars.DeckRemoved.v1':
      return { ...room, decks: leaving(room.decks, data.deckId) };
    case 'webinars.SlideShown.v1':
      return { ...room, slide: { deckId: data.deckId, page: data.page } };
    case 'webinars.RecordingStarted.v1':
      return { ...room, recordingId: data.recordingId };
    case 'webinars.RecordingStopped.v1':
    case 'webinars.RecordingFailed.v1':
      return room.recordingId === data.recordingId ? { ...room, recordingId: null } : room;
    case 'webinars.RecordingRemoved.v1':
    case 'webinars.ParticipantMuted.v1':
    case 'webinars.Reacted.v1':
    case 'webinars.CaptionSpoken.v1':
    case 'webinars.PollVoted.v1':
      return room;
  }
}

const Role = z.enum(['host', 'co-host', 'speaker', 'attendee']);
const entries = <V extends z.ZodType>(value: V) => z.array(z.tuple([z.string(), value]));
const settings = z.object({
  locked: z.boolean(),
  lobby: z.boolean(),
  chat: z.boolean(),
  attendees: z.object({ microphone: z.boolean(), camera: z.boolean(), screen: z.boolean() }),
});

const form = z.codec(
  z.object({
    phase: z.enum(['none', 'open', 'empty', 'closed']),
    settings,
    people: entries(z.object({ role: Role, connectionId: z.string(), hand: z.boolean() })),
    lobby: z.array(z.string()),
    admitted: z.array(z.string()),
    removed: z.array(z.string()),
    roles: entries(Role),
    messages: entries(z.string()),
    polls: entries(z.object({ open: z.boolean(), choices: z.array(z.string()), multiple: z.boolean(), kept: z.boolean() })),
    decks: entries(z.object({ title: z.string(), pages: z.array(z.string()) })),
    slide: z.object({ deckId: z.string().nullable(), page: z.int() }),
    recordingId: z.string().nullable(),
  }),
  z.custom<Room>(),
  {
    decode: (kept) => ({
      ...kept,
      people: new Map(kept.people),
      lobby: new Set(kept.lobby),
      admitted: new Set(kept.admitted),
      removed: new Set(kept.removed),
      roles: new Map(kept.roles),
      messages: new Map(kept.messages),
      polls: new Map(kept.polls),
      decks: new Map(kept.decks),
    }),
    encode: (room) => ({
      ...room,
      people: [...room.people],
      lobby: [...room.lobby],
      admitted: [...room.admitted],
      removed: [...room.removed],
      roles: [...room.roles],
      messages: [...room.messages],
      polls: [...room.polls].map(([id, poll]): [string, { open: boolean; choices: string[]; multiple: boolean; kept: boolean }] => [
        id,
        { ...poll, choices: [...poll.choices] },
      ]),
      decks: [...room.decks].map(([id, { title, pages }]): [string, { title: string; pages: string[] }] => [
        id,
        { title, pages: [...pages] },
      ]),
    }),
  },
);

/** `room-ROOMID`. */
export const rooms: Decider<Room, RoomEvent> = {
  stream: (roomId) => `room-${roomId}`,
  initial: NOBODY,
  evolve,
  snapshot: { version: 3, every: 500, form },
};

/** What somebody who is there is; null for who is not. */
export const roleOf = (room: Room, personId: Id): RoomRole | null => room.people.get(personId)?.role ?? null;

/** Whether somebody who is there runs the room. */
export function runs(room: Room, personId: Id): boolean {
  const role = roleOf(room, personId);
  return role !== null && runsRoom(role);
}

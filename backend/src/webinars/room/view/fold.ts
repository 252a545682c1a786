import type { ChatMessage, EventOf, Id, Instant, Recorded, RoomEvent, RoomRole, RoomSettings, WebinarKind } from '@lyceum/contracts';

interface Someone {
  readonly role: RoomRole;
  readonly connectionId: Id;
  readonly since: Instant;
  hand: Instant | null;
}

interface Said extends Omit<ChatMessage, 'author'> {
  readonly authorId: Id;
}

interface Asked {
  readonly question: string;
  readonly choices: readonly { readonly id: Id; readonly text: string }[];
  readonly multiple: boolean;
  readonly live: boolean;
  open: boolean;
  quizId: Id | null;
  readonly votes: Map<Id, readonly Id[]>;
}

/** What is to be seen of a room, for all of its people at once. It changes in place: a room has one, and it is folded by one. */
export interface Scene {
  opened: Instant | null;
  open: boolean;
  kind: WebinarKind | 'consultation';
  settings: RoomSettings;
  readonly people: Map<Id, Someone>;
  readonly lobby: Map<Id, Instant>;
  chat: Said[];
  readonly polls: Map<Id, Asked>;
  readonly decks: Map<Id, Omit<EventOf<'webinars.DeckAdded.v2'>['data'], 'roomId'>>;
  slide: { readonly deckId: Id; readonly page: number } | null;
  recording: { readonly recordingId: Id; readonly since: Instant } | null;
}

/** Messages that who comes later gets to see. */
const SHOWN = 100;

export const emptyScene = (): Scene => ({
  opened: null,
  open: false,
  kind: 'lecture',
  settings: { locked: false, lobby: false, chat: true, attendees: { microphone: false, camera: false, screen: false } },
  people: new Map(),
  lobby: new Map(),
  chat: [],
  polls: new Map(),
  decks: new Map(),
  slide: null,
  recording: null,
});

/** Takes a fact of the room into the scene. */
export function take(scene: Scene, { type, data, metadata: { at } }: Recorded<RoomEvent>): void {
  switch (type) {
    case 'webinars.RoomOpened.v1':
      scene.opened = at;
      scene.open = true;
      scene.kind = data.kind;
      scene.settings = data.settings;
      scene.people.clear();
      scene.lobby.clear();
      return;
    case 'webinars.RoomClosed.v2':
      scene.open = false;
      scene.people.clear();
      scene.lobby.clear();
      return;
    case 'webinars.RoomSettingsChanged.v1':
      scene.settings = data.settings;
      return;
    case 'webinars.LobbyEntered.v1':
      scene.lobby.set(data.personId, at);
      return;
    case 'webinars.LobbyLeft.v1':
    case 'webinars.Admitted.v1':
    case 'webinars.AdmissionRefused.v1':
      scene.lobby.delete(data.personId);
      return;
    case 'webinars.ParticipantJoined.v1': {
      const { personId, role, connectionId } = data;
      const before = scene.people.get(personId);
      scene.people.set(personId, { role, connectionId, since: before?.since ?? at, hand: before?.hand ?? null });
      scene.lobby.delete(personId);
      return;
    }
    case 'webinars.ParticipantLeft.v1':
      scene.people.delete(data.personId);
      return;
    case 'webinars.RoleChanged.v1': {
      const someone = scene.people.get(data.personId);
      if (someone) scene.people.set(data.personId, { ...someone, role: data.role });
      return;
    }
    case 'webinars.HandRaised.v1':
    case 'webinars.HandLowered.v1': {
      const someone = scene.people.get(data.personId);
      if (someone) someone.hand = type === 'webinars.HandRaised.v1' ? at : null;
      return;
    }
    case 'webinars.ChatSent.v1': {
      const { messageId, authorId, to, text } = data;
      scene.chat = [...scene.chat, { messageId, authorId, to, text, removed: false, at }].slice(-SHOWN);
      return;
    }
    case 'webinars.ChatRemoved.v1':
      scene.chat = scene.chat.map((said) => (said.messageId === data.messageId ? { ...said, text: null, removed: true } : said));
      return;
    case 'webinars.PollOpened.v1': {
      const { pollId, question, choices, multiple, live } = data;
      scene.polls.set(pollId, { question, choices, multiple, live, open: true, quizId: null, votes: new Map() });
      return;
    }
    case 'webinars.PollVoted.v1':
      scene.polls.get(data.pollId)?.votes.set(data.personId, data.choices);
      return;
    case 'webinars.PollClosed.v1':
    case 'webinars.PollKept.v1': {
      const poll = scene.polls.get(data.pollId);
      if (poll) poll.open = false;
      if (poll && type === 'webinars.PollKept.v1') poll.quizId = data.quizId;
      return;
    }
    case 'webinars.DeckAdded.v2': {
      const { deckId, title, pages } = data;
      scene.decks.set(deckId, { deckId, title, pages });
      return;
    }
    case 'webinars.DeckRemoved.v1':
      scene.decks.delete(data.deckId);
      return;
    case 'webinars.SlideShown.v1':
      scene.slide = data.deckId === null ? null : { deckId: data.deckId, page: data.page };
      return;
    case 'webinars.RecordingStarted.v1':
      scene.recording = { recordingId: data.recordingId, since: at };
      return;
    case 'webinars.RecordingStopped.v1':
    case 'webinars.RecordingFailed.v1':
      if (scene.recording?.recordingId === data.recordingId) scene.recording = null;
      return;
    case 'webinars.RecordingRemoved.v1':
    case 'webinars.ParticipantMuted.v1':
    case 'webinars.Reacted.v1':
    case 'webinars.CaptionSpoken.v1':
      return;
  }
}

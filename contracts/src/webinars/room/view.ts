import type { Id, Instant } from '../../values.ts';
import type { WebinarKind } from '../plan.ts';
import type { Leaving, Reaction } from './events.ts';
import type { MediaSource, RoomRole, RoomSettings } from './roles.ts';

interface Named {
  readonly personId: Id;
  readonly name: string | null;
}

/** Somebody who is in the room. `hand` is since when theirs is up; `connected` is false while their connection is away. */
export interface Participant extends Named {
  readonly role: RoomRole;
  readonly since: Instant;
  readonly hand: Instant | null;
  readonly connected: boolean;
}

export interface ChatMessage {
  readonly messageId: Id;
  readonly author: Named;
  readonly to: 'all' | 'hosts';
  /** Null where it was removed, or its author is forgotten. */
  readonly text: string | null;
  readonly removed: boolean;
  readonly at: Instant;
}

/** `votes` by choice, null for who may not see them yet; `voters` is how many voted, `mine` what I voted. */
export interface Poll {
  readonly pollId: Id;
  readonly question: string;
  readonly choices: readonly { readonly id: Id; readonly text: string }[];
  readonly multiple: boolean;
  readonly live: boolean;
  readonly open: boolean;
  readonly voters: number;
  readonly votes: Readonly<Record<Id, number>> | null;
  readonly mine: readonly Id[] | null;
  /** The quiz that it has become a question of. */
  readonly quizId: Id | null;
}

/** Slides: `pages` are images in their order. */
export interface Deck {
  readonly deckId: Id;
  readonly title: string;
  readonly pages: readonly Id[];
}

/** The page that is shown, from 0; `text` is what it says, for who does not see it. */
export interface ShownSlide {
  readonly deckId: Id;
  readonly page: number;
  readonly text: string;
}

/** Something that somebody sends. */
export interface SentMedia {
  readonly producerId: Id;
  readonly personId: Id;
  readonly kind: 'audio' | 'video';
  readonly source: MediaSource;
  readonly paused: boolean;
}

/** A room as one who is in it sees it. `lobby` is empty for all but those who run it. */
export interface RoomView {
  readonly roomId: Id;
  readonly title: string;
  readonly kind: WebinarKind | 'consultation';
  readonly opened: Instant;
  readonly end: Instant;
  readonly settings: RoomSettings;
  readonly participants: readonly Participant[];
  readonly lobby: readonly (Named & { readonly since: Instant })[];
  /** The last hundred, the oldest first. */
  readonly chat: readonly ChatMessage[];
  readonly polls: readonly Poll[];
  readonly decks: readonly Deck[];
  readonly slide: ShownSlide | null;
  readonly recording: { readonly recordingId: Id; readonly since: Instant } | null;
}

/** One change of what is seen of a room. */
export type RoomChange =
  | { readonly what: 'joined'; readonly participant: Participant }
  | { readonly what: 'left'; readonly personId: Id; readonly why: Leaving }
  | { readonly what: 'connected'; readonly personId: Id; readonly connected: boolean }
  | { readonly what: 'role'; readonly personId: Id; readonly role: RoomRole }
  | { readonly what: 'hand'; readonly personId: Id; readonly hand: Instant | null }
  | { readonly what: 'settings'; readonly settings: RoomSettings }
  | { readonly what: 'waiting'; readonly person: Named & { readonly since: Instant } }
  | { readonly what: 'waits-no-more'; readonly personId: Id }
  | { readonly what: 'chat'; readonly message: ChatMessage }
  | { readonly what: 'chat-removed'; readonly messageId: Id }
  | { readonly what: 'poll'; readonly poll: Poll }
  | { readonly what: 'deck'; readonly deck: Deck }
  | { readonly what: 'deck-removed'; readonly deckId: Id }
  | { readonly what: 'slide'; readonly slide: RoomView['slide'] }
  | { readonly what: 'recording'; readonly recording: RoomView['recording'] }
  | { readonly what: 'reaction'; readonly personId: Id; readonly reaction: Reaction }
  | { readonly what: 'caption'; readonly author: Named; readonly text: string }
  | { readonly what: 'muted'; readonly personId: Id; readonly source: MediaSource };

const without = <T extends { readonly personId: Id }>(list: readonly T[], personId: Id): readonly T[] =>
  list.filter((one) => one.personId !== personId);

const MOST_CHAT = 100;

const changed = (view: RoomView, personId: Id, change: Partial<Participant>): RoomView => ({
  ...view,
  participants: view.participants.map((one) => (one.personId === personId ? { ...one, ...change } : one)),
});

/** The view after a change. A reaction, a caption and a mute leave nothing behind. */
export function changeRoom(view: RoomView, change: RoomChange): RoomView {
  switch (change.what) {
    case 'joined':
      return {
        ...view,
        participants: [...without(view.participants, change.participant.personId), change.participant],
        lobby: without(view.lobby, change.participant.personId),
      };
    case 'left':
      return { ...view, participants: without(view.participants, change.personId) };
    case 'connected':
      return changed(view, change.personId, { connected: change.connected });
    case 'role':
      return changed(view, change.personId, { role: change.role });
    case 'hand':
      return changed(view, change.personId, { hand: change.hand });
    case 'settings':
      return { ...view, settings: change.settings };
    case 'waiting':
      return { ...view, lobby: [...without(view.lobby, change.person.personId), change.person] };
    case 'waits-no-more':
      return { ...view, lobby: without(view.lobby, change.personId) };
    case 'chat':
      return { ...view, chat: [...view.chat, change.message].slice(-MOST_CHAT) };
    case 'chat-removed':
      return {
        ...view,
        chat: view.chat.map((one) => (one.messageId === change.messageId ? { ...one, text: null, removed: true } : one)),
      };
    case 'poll': {
      const { poll } = change;
      const known = view.polls.find(({ pollId }) => pollId === poll.pollId);
      if (!known) return { ...view, polls: [...view.polls, poll] };
      // What is told to all leaves out what each of them voted.
      const next = { ...poll, mine: poll.mine ?? known.mine };
      return { ...view, polls: view.polls.map((one) => (one === known ? next : one)) };
    }
    case 'deck':
      return { ...view, decks: [...view.decks, change.deck] };
    case 'deck-removed':
      return { ...view, decks: view.decks.filter(({ deckId }) => deckId !== change.deckId) };
    case 'slide':
      return { ...view, slide: change.slide };
    case 'recording':
      return { ...view, recording: change.recording };
    case 'reaction':
    case 'caption':
    case 'muted':
      return view;
  }
}

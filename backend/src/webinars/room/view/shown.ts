import {
  runsRoom,
  type ChatMessage,
  type Deck,
  type Id,
  type Participant,
  type Poll,
  type RoomView,
  type ShownSlide,
} from '@lyceum/contracts';
import type { Scene } from './fold.ts';

type Named = { readonly personId: Id; readonly name: string | null };

/** What a scene does not say by itself: names, and whose connection is there. */
export interface Aside {
  readonly nameOf: (personId: Id) => string | null;
  readonly isConnected: (personId: Id) => boolean;
}

const named = (personId: Id, { nameOf }: Aside): Named => ({ personId, name: nameOf(personId) });

export function participantOf(scene: Scene, personId: Id, aside: Aside): Participant | null {
  const someone = scene.people.get(personId);
  if (!someone) return null;
  const { role, since, hand } = someone;
  return { ...named(personId, aside), role, since, hand, connected: aside.isConnected(personId) };
}

export function messageOf({ authorId, ...said }: Scene['chat'][number], aside: Aside): ChatMessage {
  return { ...said, author: named(authorId, aside) };
}

/** A poll as those who run the room see it, or all others: these see no votes before they are to. */
export function pollOf(scene: Scene, pollId: Id, hosts: boolean, personId: Id | null = null): Poll | null {
  const asked = scene.polls.get(pollId);
  if (!asked) return null;
  const { question, choices, multiple, live, open, quizId, votes } = asked;
  const counted = Object.fromEntries(choices.map(({ id }) => [id, 0]));
  for (const chosen of votes.values()) for (const id of chosen) counted[id] = (counted[id] ?? 0) + 1;
  return {
    pollId,
    question,
    choices,
    multiple,
    live,
    open,
    voters: votes.size,
    votes: hosts || live || !open ? counted : null,
    mine: personId === null ? null : (votes.get(personId) ?? null),
    quizId,
  };
}

/** Slides without what they say: that comes with each page as it is shown. */
export function deckOf(scene: Scene, deckId: Id): Deck | null {
  const deck = scene.decks.get(deckId);
  return deck ? { ...deck, pages: deck.pages.map(({ imageId }) => imageId) } : null;
}

export function slideOf({ slide, decks }: Scene): ShownSlide | null {
  return slide && { ...slide, text: decks.get(slide.deckId)?.pages[slide.page]?.text ?? '' };
}

/** The whole room as somebody in it sees it. */
export function viewOf(scene: Scene, personId: Id, of: Pick<RoomView, 'roomId' | 'title' | 'end'>, aside: Aside): RoomView {
  const hosts = runsRoom(scene.people.get(personId)?.role ?? 'attendee');
  const { kind, settings, recording } = scene;
  return {
    ...of,
    kind,
    opened: scene.opened ?? of.end,
    settings,
    participants: [...scene.people.keys()].flatMap((id) => participantOf(scene, id, aside) ?? []),
    lobby: hosts ? [...scene.lobby].map(([id, since]) => ({ ...named(id, aside), since })) : [],
    chat: scene.chat.filter(({ to, authorId }) => to === 'all' || hosts || authorId === personId).map((said) => messageOf(said, aside)),
    polls: [...scene.polls.keys()].flatMap((id) => pollOf(scene, id, hosts, personId) ?? []),
    decks: [...scene.decks.keys()].flatMap((id) => deckOf(scene, id) ?? []),
    slide: slideOf(scene),
    recording,
  };
}

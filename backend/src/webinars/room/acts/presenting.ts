import type { Id, RecordedTrack, RoomEvent, SlidePage } from '@lyceum/contracts';
import { accept, nothing, refuse } from '../../../deciding/decision.ts';
import { roleOf, type Room } from '../room.ts';
import { asHost, inRoom, type Act } from './acting.ts';

/** Slides are those of who speaks: by what they are in the room while they are there, and else by what was `planned`. */
export function presents(room: Room, personId: Id, planned: boolean): boolean {
  const role = roleOf(room, personId);
  return role === null ? planned : role !== 'attendee';
}

const asPresenter =
  (planned: boolean, act: Act): Act =>
  (room, acting) =>
    presents(room, acting.personId, planned) ? act(room, acting) : refuse('not-allowed');

/** Sets of slides, and pages in all of them, that one room takes. */
const MOST_DECKS = 50;
const MOST_PAGES = 1500;

export const addDeck = (title: string, pages: readonly SlidePage[], planned = false): Act =>
  asPresenter(planned, (room, { roomId, newId }) => {
    const kept = [...room.decks.values()].reduce((sum, deck) => sum + deck.pages.length, 0);
    if (room.decks.size >= MOST_DECKS || kept + pages.length > MOST_PAGES) {
      return refuse('too-many-requests', {
        detail: `A webinar takes ${MOST_DECKS} sets of slides and ${MOST_PAGES} pages: remove some first.`,
      });
    }
    return accept({ type: 'webinars.DeckAdded.v2', data: { roomId, deckId: newId('deck'), title, pages } });
  });

/** What is shown of it is shown no more. */
export const removeDeck = (deckId: Id, planned = false): Act =>
  asPresenter(planned, (room, { roomId }) => {
    if (!room.decks.has(deckId)) return refuse('deck-not-found');
    const hidden: RoomEvent = { type: 'webinars.SlideShown.v1', data: { roomId, deckId: null, page: 0 } };
    const removed: RoomEvent = { type: 'webinars.DeckRemoved.v1', data: { roomId, deckId } };
    return accept<RoomEvent>(...(room.slide.deckId === deckId ? [hidden] : []), removed);
  });

export const showSlide = (deckId: Id | null, page: number): Act =>
  inRoom(
    asPresenter(false, (room, { roomId }) => {
      const pages = deckId === null ? 1 : room.decks.get(deckId)?.pages.length;
      if (pages === undefined || page >= pages) return refuse('deck-not-found');
      if (room.slide.deckId === deckId && room.slide.page === page) return nothing();
      return accept({ type: 'webinars.SlideShown.v1', data: { roomId, deckId, page } });
    }),
  );

export const startRecording: Act = asHost((room, { roomId, newId }) =>
  room.recordingId === null
    ? accept({ type: 'webinars.RecordingStarted.v1', data: { roomId, recordingId: newId('recording') } })
    : refuse('already-recording'),
);

/** Before the media process is told: whether there is one to end. */
export const stoppable: Act = asHost((room) => (room.recordingId === null ? refuse('not-recording') : nothing()));

/** The files of a recording are ended; without any, nothing was recorded. By whoever noticed. */
export const recorded =
  (recordingId: Id, tracks: readonly RecordedTrack[], reason: string): Act =>
  (room, { roomId }) => {
    if (room.recordingId !== recordingId) return nothing();
    return tracks.length > 0
      ? accept({ type: 'webinars.RecordingStopped.v1', data: { roomId, recordingId, tracks } })
      : accept({ type: 'webinars.RecordingFailed.v1', data: { roomId, recordingId, reason } });
  };

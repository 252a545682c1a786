import { runsRoom, type Id, type RecordedTrack } from '@lyceum/contracts';
import { accept, nothing, refuse } from '../../../deciding/decision.ts';
import { asHost, inRoom, type Act } from './acting.ts';

/** Slides are shown by those who speak. */
const asSpeaker = (act: Act): Act =>
  inRoom((room, acting) => {
    const role = room.people.get(acting.personId)?.role;
    return role === 'speaker' || (role && runsRoom(role)) ? act(room, acting) : refuse('not-allowed');
  });

/** Decks that one room takes. */
const MOST = 50;

export const addDeck = (title: string, pages: readonly Id[]): Act =>
  asSpeaker((room, { roomId, newId }) => {
    if (room.decks.size >= MOST) return refuse('too-many-requests', { detail: `A room takes ${MOST} sets of slides.` });
    return accept({ type: 'webinars.DeckAdded.v1', data: { roomId, deckId: newId('deck'), title, pages } });
  });

export const showSlide = (deckId: Id | null, page: number): Act =>
  asSpeaker((room, { roomId }) => {
    const pages = deckId === null ? 1 : room.decks.get(deckId);
    if (pages === undefined || page >= pages) return refuse('deck-not-found');
    if (room.slide.deckId === deckId && room.slide.page === page) return nothing();
    return accept({ type: 'webinars.SlideShown.v1', data: { roomId, deckId, page } });
  });

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

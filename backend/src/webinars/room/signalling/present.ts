import type { Id } from '@lyceum/contracts';
import { addDeck, recorded, showSlide, startRecording, stoppable } from '../acts/presenting.ts';
import type { Seat } from '../seat.ts';
import { DONE, type Answering, type Desk } from './desk.ts';

/** Ends the files, and records which there are. */
export async function endRecording(desk: Desk, seat: Seat, recordingId: Id): Promise<void> {
  const { tracks } = await desk.media.ask('stop-recording', { roomId: seat.roomId, recordingId });
  await desk.act(seat, recorded(recordingId, tracks, 'Nothing was sent while it ran.'));
}

/** Slides and recordings. */
export const presentAnswers: Answering<'add-deck' | 'show-slide' | 'start-recording' | 'stop-recording'> = {
  'add-deck': async (desk, seat, { title, pages }) => {
    const { state } = await desk.act(seat, addDeck(title, pages));
    return { deckId: [...state.decks.keys()].at(-1) ?? '' };
  },
  'show-slide': async (desk, seat, { deckId, page }) => {
    await desk.act(seat, showSlide(deckId, page));
    return DONE;
  },
  'start-recording': async (desk, seat) => {
    const { state } = await desk.act(seat, startRecording);
    const recordingId = state.recordingId ?? '';
    try {
      await desk.media.ask('start-recording', { roomId: seat.roomId, recordingId });
    } catch (error) {
      await desk.act(seat, recorded(recordingId, [], 'It could not be begun.'));
      throw error;
    }
    return { recordingId };
  },
  'stop-recording': async (desk, seat) => {
    const { state } = await desk.act(seat, stoppable);
    await endRecording(desk, seat, state.recordingId ?? '');
    return DONE;
  },
};

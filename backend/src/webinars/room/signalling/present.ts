import { firstTry } from '../../../deciding/context.ts';
import { Refused } from '../../../deciding/refused.ts';
import { AddDeck } from '../../slides/add-deck.ts';
import { recorded, removeDeck, showSlide, startRecording, stoppable } from '../acts/presenting.ts';
import { DONE, type Answering } from './desk.ts';

/** Slides and recordings. */
export const presentAnswers: Answering<'add-deck' | 'remove-deck' | 'show-slide' | 'start-recording' | 'stop-recording'> = {
  'add-deck': ({ commands, clock }, { who, roomId }, deck) =>
    commands.execute(new AddDeck(firstTry(who.personId, clock.now()), who, roomId, deck)),
  'remove-deck': async (desk, seat, { deckId }) => {
    await desk.act(seat, removeDeck(deckId));
    return DONE;
  },
  'show-slide': async (desk, seat, { deckId, page }) => {
    await desk.act(seat, showSlide(deckId, page));
    return DONE;
  },
  'start-recording': async (desk, seat) => {
    // What two people say to each other in private could be watched by nobody, and taken away by nobody.
    if (seat.door.kind === 'consultation') throw new Refused({ code: 'recording-unavailable', detail: 'Consultations are not recorded.' });
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
    await desk.recordings.end(seat.roomId, state.recordingId);
    return DONE;
  },
};

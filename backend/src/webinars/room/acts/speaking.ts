import type { Id, Reaction } from '@lyceum/contracts';
import { accept, nothing, refuse } from '../../../deciding/decision.ts';
import { runs } from '../room.ts';
import { inRoom, type Act } from './acting.ts';

export const raiseHand: Act = inRoom((room, { roomId, personId }) =>
  room.people.get(personId)?.hand ? nothing() : accept({ type: 'webinars.HandRaised.v1', data: { roomId, personId } }),
);

/** One's own, or, for those who run the room, somebody's. */
export const lowerHand = (of: Id): Act =>
  inRoom((room, { roomId, personId }) => {
    if (of !== personId && !runs(room, personId)) return refuse('not-allowed');
    const place = room.people.get(of);
    if (!place) return refuse('not-there');
    return place.hand ? accept({ type: 'webinars.HandLowered.v1', data: { roomId, personId: of } }) : nothing();
  });

export const react = (reaction: Reaction): Act =>
  inRoom((_, { roomId, personId }) => accept({ type: 'webinars.Reacted.v1', data: { roomId, personId, reaction } }));

/** What somebody is heard to say, by a program of theirs. Only who may speak is heard. */
export const caption = (text: string): Act =>
  inRoom((room, { roomId, personId }) => {
    const role = room.people.get(personId)?.role;
    if (role === 'attendee' && !room.settings.attendees.microphone) return refuse('may-not-send');
    return accept({ type: 'webinars.CaptionSpoken.v1', data: { roomId, authorId: personId, text } });
  });

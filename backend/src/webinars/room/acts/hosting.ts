import { maySend, type Id, type MediaSource, type RoomEvent, type RoomRole, type RoomSettings } from '@lyceum/contracts';
import { accept, nothing, refuse } from '../../../deciding/decision.ts';
import { runs, type Room } from '../room.ts';
import { asHost, type Act } from './acting.ts';
import { closing } from './entering.ts';

const admitting = ({ lobby }: Room, roomId: Id): readonly RoomEvent[] =>
  [...lobby].map((personId): RoomEvent => ({ type: 'webinars.Admitted.v1', data: { roomId, personId } }));

/** Where there is no lobby any more, nobody is left in it. */
export const settle = (settings: RoomSettings): Act =>
  asHost((room, { roomId }) => {
    if (JSON.stringify(room.settings) === JSON.stringify(settings)) return nothing();
    const changed: RoomEvent = { type: 'webinars.RoomSettingsChanged.v1', data: { roomId, settings } };
    return accept(changed, ...(settings.lobby ? [] : admitting(room, roomId)));
  });

/** Lets somebody in who waits, or who was sent away. */
export const admit = (personId: Id): Act =>
  asHost((room, { roomId }) => {
    if (!room.lobby.has(personId) && !room.removed.has(personId)) return refuse('not-there');
    return accept({ type: 'webinars.Admitted.v1', data: { roomId, personId } });
  });

export const admitAll: Act = asHost((room, { roomId }) => (room.lobby.size === 0 ? nothing() : accept(...admitting(room, roomId))));

export const turnAway = (personId: Id): Act =>
  asHost((room, { roomId }) =>
    room.lobby.has(personId) ? accept({ type: 'webinars.AdmissionRefused.v1', data: { roomId, personId } }) : refuse('not-there'),
  );

/** Makes somebody a speaker, a co-host, or one of the audience again. A host stays one. Their hand goes down: it was seen. */
export const promote = (personId: Id, role: Exclude<RoomRole, 'host'>): Act =>
  asHost((room, { roomId }) => {
    const place = room.people.get(personId);
    if (!place) return refuse('not-there');
    if (place.role === 'host') return refuse('not-allowed');
    if (place.role === role) return nothing();
    const lowered: readonly RoomEvent[] = place.hand ? [{ type: 'webinars.HandLowered.v1', data: { roomId, personId } }] : [];
    return accept({ type: 'webinars.RoleChanged.v1', data: { roomId, personId, role } }, ...lowered);
  });

export const mute = (personId: Id, source: MediaSource): Act =>
  asHost((room, { roomId }) =>
    room.people.has(personId) ? accept({ type: 'webinars.ParticipantMuted.v1', data: { roomId, personId, source } }) : refuse('not-there'),
  );

/** Everybody whose microphone is to be switched off when all are: who may speak and does not run the room. */
export const mutable = (room: Room): Id[] =>
  [...room.people].flatMap(([personId, { role }]) =>
    !runs(room, personId) && maySend(role, 'microphone', room.settings) ? [personId] : [],
  );

export const muteAll: Act = asHost((room, { roomId }) => {
  const muted = mutable(room).map((personId): RoomEvent => {
    return { type: 'webinars.ParticipantMuted.v1', data: { roomId, personId, source: 'microphone' } };
  });
  return muted.length === 0 ? nothing() : accept(...muted);
});

/** Sends somebody away, who stays out until a host lets them in again. */
export const remove = (personId: Id): Act =>
  asHost((room, { roomId }) => {
    const place = room.people.get(personId);
    if (!place) return refuse('not-there');
    if (place.role === 'host') return refuse('not-allowed');
    return accept({ type: 'webinars.ParticipantLeft.v1', data: { roomId, personId, why: 'removed' } });
  });

export const close: Act = asHost((room, { roomId }) => closing(room, roomId, 'ended'));

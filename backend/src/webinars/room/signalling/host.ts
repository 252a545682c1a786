import { admit, admitAll, close, mutable, mute, muteAll, promote, remove, settle, turnAway } from '../acts/hosting.ts';
import { DONE, type Answering } from './desk.ts';
import { endForbidden } from '../forbidden.ts';
import { switchOff } from './media.ts';

/** What those do who run the room. */
export const hostAnswers: Answering<'settings' | 'admit' | 'admit-all' | 'refuse' | 'set-role' | 'mute' | 'mute-all' | 'remove' | 'close'> =
  {
    settings: async (desk, seat, settings) => {
      await desk.act(seat, settle(settings));
      await endForbidden(desk.media, await desk.room(seat));
      return DONE;
    },
    admit: async (desk, seat, { personId }) => {
      await desk.act(seat, admit(personId));
      return DONE;
    },
    'admit-all': async (desk, seat) => {
      await desk.act(seat, admitAll);
      return DONE;
    },
    refuse: async (desk, seat, { personId }) => {
      await desk.act(seat, turnAway(personId));
      return DONE;
    },
    'set-role': async (desk, seat, { personId, role }) => {
      await desk.act(seat, promote(personId, role));
      await endForbidden(desk.media, await desk.room(seat), { personId });
      return DONE;
    },
    mute: async (desk, seat, { personId, source }) => {
      await desk.act(seat, mute(personId, source));
      await switchOff(desk, await desk.room(seat), personId, source);
      return DONE;
    },
    'mute-all': async (desk, seat) => {
      const { state } = await desk.act(seat, muteAll);
      const room = await desk.room(seat);
      await Promise.all(mutable(state).map((personId) => switchOff(desk, room, personId, 'microphone')));
      return DONE;
    },
    remove: async (desk, seat, { personId }) => {
      const connectionId = (await desk.room(seat)).scene.people.get(personId)?.connectionId;
      await desk.act(seat, remove(personId));
      if (connectionId !== undefined) await desk.dropPeer(seat.roomId, connectionId);
      return DONE;
    },
    close: async (desk, seat) => {
      const { state } = await desk.act(seat, close);
      await desk.recordings.closed(seat.roomId, state).catch(() => {});
      return DONE;
    },
  };

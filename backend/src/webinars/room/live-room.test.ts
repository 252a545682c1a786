import { changeRoom, settingsFor, type Recorded, type RoomChange, type RoomEvent, type RoomView } from '@lyceum/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveRoom } from './live-room.ts';
import type { Names } from './names.ts';

const OF = { title: 'Sound', end: '2027-03-01T11:00:00.000Z' };
const at = '2027-03-01T10:00:00.000Z';
const opened: RoomEvent = {
  type: 'webinars.RoomOpened.v1',
  data: { roomId: 'room', kind: 'lecture', settings: settingsFor('lecture', false) },
};
const joined = (personId: string): RoomEvent => ({
  type: 'webinars.ParticipantJoined.v1',
  data: { roomId: 'room', personId, role: 'attendee', connectionId: `of ${personId}` },
});
const said = (messageId: string): RoomEvent => ({
  type: 'webinars.ChatSent.v1',
  data: { roomId: 'room', messageId, authorId: 'ann', to: 'all', text: messageId },
});

const names = { of: (id: string) => id, learn: async () => {} } as unknown as Names;
let connected: Set<string>;
let told: RoomChange[][];
let room: LiveRoom;
let revision: number;

/** It happens, and is taken in. */
async function happens(...events: readonly RoomEvent[]): Promise<void> {
  for (const event of events) room.offer({ ...event, revision: ++revision, metadata: { at } } as Recorded<RoomEvent>);
  await room.reached(revision, 1000);
}
const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(async () => {
  vi.useFakeTimers();
  [connected, told, revision] = [new Set(), [], -1];
  room = new LiveRoom('room', {
    names,
    isConnected: (personId) => connected.has(personId),
    read: async () => [],
    tell: (audience, _, changes) => audience === 'others' && told.push([...changes]),
    happened: () => {},
  });
  await room.loaded;
});
afterEach(() => {
  room.close();
  vi.useRealTimers();
});

test('the first change is told at once; those that follow at its heels are told together', async () => {
  await happens(opened, joined('ann'));
  await later(1);
  expect(told).toHaveLength(1);
  await happens(joined('ben'));
  await later(10);
  await happens(joined('eve'), said('one'));
  expect(told).toHaveLength(1);
  await later(60);
  expect(told.map((changes) => changes.map(({ what }) => what))).toEqual([['joined'], ['joined', 'joined', 'chat']]);
});

test('who comes in sees all that has happened, and hears none of it again', async () => {
  await happens(opened, joined('ann'));
  await later(1);
  await happens(said('one'));
  let [view, heard]: [RoomView | undefined, number] = [undefined, 0];
  const coming = room.whenTold(() => ([view, heard] = [room.view('ben', OF), told.length]));
  await happens(said('two'), joined('ben'));
  expect(view).toBeUndefined();
  await later(60);
  await coming;
  await happens(said('three'));
  await later(60);
  const seen = told.slice(heard).flat().reduce(changeRoom, view!);
  expect(seen.chat.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  expect(seen.participants.map(({ personId }) => personId)).toEqual(['ann', 'ben']);
});

test('that somebody is connected is told where it was not known', async () => {
  await happens(opened, joined('ann'), joined('ben'));
  await later(1);
  told = [];
  connected.add('ann');
  room.connected('ann', true);
  await later(100);
  expect(told).toEqual([]);

  // Somebody sees the one who is not there (yet).
  expect(room.view('eve', OF).participants.map(({ connected: there }) => there)).toEqual([true, false]);
  room.connected('ben', true);
  room.connected('ann', false);
  room.connected('ann', false);
  await later(100);
  expect(told.flat()).toEqual([
    { what: 'connected', personId: 'ben', connected: true },
    { what: 'connected', personId: 'ann', connected: false },
  ]);
});

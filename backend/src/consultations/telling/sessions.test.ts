import type { CalendarEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { MemoryLog } from '../../deciding/memory-log.ts';
import type { Forgotten } from '../../accounts/forgotten.ts';
import { Sessions } from './sessions.ts';
import { tellings, type ToldFact } from './tell-of-booking.ts';

const of = { instructorId: 'inge', bookingId: 'one', studentId: 'ann' };
const times = { start: '2027-03-01T08:00:00.000Z', length: 30, before: 0, after: 0, slotId: 'slot' };
const opened: CalendarEvent = {
  type: 'consultations.SlotOpened.v1',
  data: { instructorId: 'inge', slotId: 'slot', start: times.start, length: 30, seats: 3, title: 'Proofs', before: 0, after: 0 },
};
const held = (offered = false): CalendarEvent => ({
  type: 'consultations.BookingHeld.v1',
  data: {
    ...of,
    ...times,
    expires: null,
    price: null,
    cancellation: { freeUntil: 0, lateRefund: 0 },
    note: 'Note',
    seriesId: null,
    offered,
  },
});
const requested: CalendarEvent = { type: 'consultations.BookingRequested.v1', data: of };
const confirmed: CalendarEvent = { type: 'consultations.BookingConfirmed.v1', data: of };
const moved: CalendarEvent = {
  type: 'consultations.BookingRescheduled.v1',
  data: { ...of, ...times, slotId: null, start: '2027-03-02T08:00:00.000Z', by: 'student', former: { start: times.start, length: 30 } },
};
const cancelled: CalendarEvent = { type: 'consultations.BookingCancelled.v1', data: { ...of, by: 'student', reason: '', refund: null } };
const refused: CalendarEvent = { type: 'consultations.BookingRefused.v1', data: { ...of, reason: '' } };

async function calendar(...facts: CalendarEvent[]) {
  const log = new MemoryLog();
  log.elsewhere('calendar-inge', ...facts);
  return { log, sessions: new Sessions(log, { listen: () => {} } as unknown as Forgotten) };
}
const after = async (...facts: CalendarEvent[]) => (await (await calendar(...facts)).sessions.now('inge')).get('one');

test('a session is as it stood after the fact that is told, whatever came later', async () => {
  const { sessions, log } = await calendar(opened, held(), confirmed, moved, cancelled);
  expect((await sessions.after('inge', 2)).get('one')).toMatchObject({ phase: 'confirmed', start: times.start, title: 'Proofs', moves: 0 });
  expect((await sessions.after('inge', 3)).get('one')).toMatchObject({ start: '2027-03-02T08:00:00.000Z', title: '', moves: 1 });
  expect((await sessions.now('inge')).get('one')).toMatchObject({ phase: 'cancelled', invited: true });
  const reads = log.reads;
  expect((await sessions.after('inge', 4)).get('one')).toMatchObject({ phase: 'cancelled' });
  expect(log.reads).toBe(reads);
  // Met again, as after a crash.
  expect((await sessions.after('inge', 2)).get('one')).toMatchObject({ phase: 'confirmed', moves: 0 });
});

test('two who read at once count a move once', async () => {
  const { sessions } = await calendar(held(), confirmed, moved);
  const [one, other] = await Promise.all([sessions.now('inge'), sessions.now('inge')]);
  expect([one.get('one')?.moves, other.get('one')?.moves]).toEqual([1, 1]);
});

test('each is told what concerns them, and of what was only held nobody but its student', async () => {
  const told = async (fact: CalendarEvent, ...before: CalendarEvent[]) =>
    tellings(fact as unknown as ToldFact, (await after(...before, fact))!).map(([as, kind]) => `${as} ${kind}`);
  expect(await told(held())).toEqual([]);
  expect(await told(held(true))).toEqual(['student booking-offered']);
  expect(await told(requested, held())).toEqual(['instructor booking-requested']);
  expect(await told(confirmed, held())).toEqual(['student booking-confirmed', 'instructor booking-confirmed']);
  expect(await told(moved, held())).toEqual([]);
  expect(await told(cancelled, held())).toEqual([]);
  expect(await told(moved, held(), requested)).toEqual(['student booking-moved', 'instructor booking-moved']);
  expect(await told(cancelled, held(), confirmed)).toEqual(['student booking-cancelled', 'instructor booking-cancelled']);
  expect(await told(refused, held(), requested)).toEqual(['student booking-refused']);
  expect(await told(refused, held(), confirmed, moved, requested)).toEqual(['student booking-refused', 'instructor booking-refused']);
});

/**
 * What it takes to find free times while instructors grow from 10 to 10,000, each with hours for every day and some sessions booked: a
 * month of free slots of one of them, and the first page of those who are free within a week. Each beside the smallest (the short form: 10
 * and 1,000).
 */
import { Availability, instant, MINUTE, newId, type AcademyEvent, type Id } from '@lyceum/contracts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import type { Append } from './academy-facts.ts';
import { less, percentile, SHORT, timed } from './figures.ts';
import { LoadClient } from './http.ts';
import { Seeding } from './seeding.ts';

const SIZES = SHORT ? [10, 1000] : [10, 100, 1000, 10_000];
const REQUESTS = SHORT ? 200 : 500;
/** Programs that have just started get faster for a while. */
const WARMING = 300;
const BOOKINGS = 5;
const DAY = 24 * 60 * MINUTE;
const SUBJECTS = ['logic', 'algebra', 'optics', 'rhetoric'];

const availability = Availability.parse({
  timeZone: 'Europe/Kyiv',
  weekly: [1, 2, 3, 4, 5].flatMap((day) => [
    { day, start: '09:00', end: '12:00' },
    { day, start: '14:00', end: '17:00' },
  ]),
  lengths: [30, 60],
  bufferAfter: 10,
  perDay: 6,
});

/** Sessions of an instructor, one a day at noon UTC or so, as they stand in the calendar. */
function bookings(instructorId: Id, studentId: Id, now: number): AcademyEvent[] {
  return Array.from({ length: BOOKINGS }, (_, i): AcademyEvent[] => {
    const of = { instructorId, bookingId: newId(), studentId };
    const time = { start: instant(now - (now % DAY) + (i + 2) * DAY + 13 * 60 * MINUTE), length: 30, before: 0, after: 10, slotId: null };
    const terms = { expires: null, price: null, cancellation: availability.cancellation, note: '', seriesId: null, offered: false };
    return [
      { type: 'consultations.BookingHeld.v1', data: { ...of, ...time, ...terms } },
      { type: 'consultations.BookingConfirmed.v1', data: of },
    ];
  }).flat();
}

async function addInstructors(seeding: Seeding, studentId: Id, more: number): Promise<Id[]> {
  const now = Date.now();
  const ids = (await seeding.people(more, 'instructor')).map(({ personId }) => personId);
  const of = (instructorId: Id) => ({ by: instructorId, at: now });
  await seeding.write(
    ids.flatMap((instructorId, i): Append[] => {
      const text = { headline: `Teaches ${i}`, biography: 'Long.', price: null, timeZone: 'Europe/Kyiv' };
      const data = { instructorId, ...text, subjects: [SUBJECTS[i % SUBJECTS.length]!], languages: ['en'] };
      return [
        { ...of(instructorId), stream: `profile-${instructorId}`, facts: [{ type: 'consultations.ProfileEdited.v1', data }] },
        {
          ...of(instructorId),
          stream: `calendar-${instructorId}`,
          facts: [
            { type: 'consultations.AvailabilitySet.v1', data: { instructorId, availability } },
            ...bookings(instructorId, studentId, now),
          ],
        },
      ];
    }),
  );
  return ids;
}

const product = await Product.start();
const seeding = new Seeding(product);
try {
  const admin = await product.api.signIn(ADMIN);
  const [student] = await seeding.people(1);
  const client = new LoadClient(product.url, admin.token);
  const all: Id[] = [];
  const smallest = new Map<string, number>();
  for (const size of SIZES) {
    all.push(...(await addInstructors(seeding, student!.personId, size - all.length)));
    const { position } = seeding;
    admin.saw(position);
    await until('the read models have got there', () => admin.overview(), { seconds: 900, every: 500 });
    const window = `from=${instant(Date.now())}&to=${instant(Date.now() + 30 * DAY)}`;
    const month = (i: number) => `/api/instructors/${all[(i * 7919) % all.length]}/slots?${window}&length=30`;
    const soon = (i: number) => `/api/instructors?freeWithinDays=7&limit=20&subject=${SUBJECTS[i % SUBJECTS.length]}`;
    for (const [what, path] of [
      ['a month of free slots of one', month],
      ['the first of those free within a week', soon],
    ] as const) {
      const times: number[] = [];
      for (let i = 0; i < WARMING; i++) await client.get(path(i), position);
      for (let i = 0; i < REQUESTS; i++) times.push(await timed(() => client.get(path(i + WARMING), position)));
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const) {
        const figure = percentile(times, share);
        const before = smallest.get(what + name) ?? figure;
        smallest.set(what + name, before);
        less(`${size.toLocaleString('en')} instructors: ${what}, ${name}`, figure, 'ms', {
          name: `${SIZES[0]} instructors`,
          figure: before,
        });
      }
    }
  }
  client.close();
} finally {
  await seeding.close();
  await product.stop();
}

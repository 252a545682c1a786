/** An instructor of an academy who can be booked, and what a student has booked there. */
import type { Booked, Page, Slot } from '@lyceum/contracts';
import type { Academy } from '../harness/academy.ts';

const DAY = 86_400_000;
const PROFILE = {
  headline: 'Logic, slowly',
  biography: '## Hello\n\nBring a question.',
  subjects: ['Logic', 'Sets'],
  languages: ['en', 'uk'],
  timeZone: 'Europe/Kyiv',
};
const AVAILABILITY = {
  timeZone: 'Europe/Kyiv',
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '17:00' })),
  lengths: [30, 60],
  approval: true,
};

/** The paths of a booking that waits for a yes and of one that is kept for now, both of the first student. */
export async function openConsultations({ instructor, students: [ann] }: Academy): Promise<{ requested: string; held: string }> {
  await instructor.put('/api/instructors/me/profile', PROFILE);
  await instructor.put('/api/instructors/me/availability', AVAILABILITY);
  ann!.saw(instructor.seen);
  const path = `/api/instructors/${instructor.personId}`;
  const [from, to] = [1, 4].map((days) => new Date(Date.now() + days * DAY).toISOString());
  const [first, second] = (await ann!.get<Page<Slot>>(`${path}/slots?from=${from}&to=${to}&length=30`)).items;
  const book = async ({ start }: Slot, hold: boolean) =>
    `/bookings/${(await ann!.post<Booked>(`${path}/bookings`, { start, length: 30, hold, note: 'Induction' })).bookingId}`;
  return { requested: await book(first!, false), held: await book(second!, true) };
}

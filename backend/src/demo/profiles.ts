import type { Availability, EditProfileRequest } from '@lyceum/contracts';
import { INSTRUCTORS } from './people.ts';

/** What an instructor of the demo says of themselves, and how sessions with them go. */
interface DemoProfile {
  readonly profile: Omit<EditProfileRequest, 'timeZone'>;
  readonly hours: readonly [start: string, end: string];
  readonly terms?: Partial<Availability>;
}

const EUR = (amount: number) => ({ amount: amount * 100, currency: 'EUR' });

/** In the order of the instructors. */
const PROFILES: readonly DemoProfile[] = [
  {
    profile: {
      headline: 'Ancient philosophy, read slowly and argued about',
      biography:
        '## Come with a sentence\n\nI have taught the Presocratics for eighteen years, first in Bergen and now here. Bring **one sentence** that you do not believe; we find out together what would have to be true for it to be right.\n\n- Parmenides and what is not\n- Heraclitus, fragment by fragment\n- Essays: how an argument is built and where it leaks',
      subjects: ['Philosophy', 'Logic', 'Essay writing'],
      languages: ['no', 'en', 'de'],
      price: null,
    },
    hours: ['09:00', '16:00'],
  },
  {
    profile: {
      headline: 'Databases from the page up: indexes, transactions, plans',
      biography:
        'I worked on storage engines for a decade and like nothing better than a slow query.\n\nBring the **plan**, not only the query.',
      subjects: ['Databases', 'SQL'],
      languages: ['el', 'en'],
      price: EUR(45),
    },
    hours: ['12:00', '19:00'],
    terms: { cancellation: { freeUntil: 1440, lateRefund: 50 } },
  },
  {
    profile: {
      headline: 'Статистика без страху · Statistics without fear',
      biography:
        'Пояснюю на прикладах, які можна порахувати олівцем.\n\nI explain with examples that can be worked out with a pencil, in Ukrainian or English.',
      subjects: ['Statistics', 'Probability'],
      languages: ['uk', 'en', 'pl'],
      price: null,
    },
    hours: ['10:00', '17:00'],
    terms: { approval: true },
  },
  {
    profile: {
      headline: 'Chemistry that you can picture',
      biography: 'Organic mechanisms, drawn step by step. We draw together and you explain the arrows to me.',
      subjects: ['Chemistry'],
      languages: ['ja', 'en'],
      price: { amount: 5000, currency: 'JPY' },
    },
    hours: ['17:00', '21:00'],
  },
  {
    profile: {
      headline: 'Biology and how to study it',
      biography: 'Cells, genes, and how to keep four hundred names in one head.',
      subjects: ['Biology', 'Study skills'],
      languages: ['en', 'yo'],
      price: null,
    },
    hours: ['08:00', '14:00'],
    terms: { perDay: 3 },
  },
  {
    profile: {
      headline: 'Writing: from the first draft to the last',
      biography: 'I read what you wrote **before** the session. Send it with the booking.',
      subjects: ['Writing', 'Essay writing'],
      languages: ['es', 'gl', 'en'],
      price: EUR(25),
    },
    hours: ['09:30', '13:30'],
  },
];

const WORKING_DAYS = [1, 2, 3, 4, 5];

/** Each instructor with what they say and when they can be booked. */
export const CONSULTANTS = INSTRUCTORS.flatMap((person, number) => {
  const { profile, hours, terms } = PROFILES[number] ?? {};
  if (!profile || !hours) return [];
  const availability: Availability = {
    timeZone: person.timeZone,
    weekly: WORKING_DAYS.map((day) => ({ day, start: hours[0], end: hours[1] })),
    overrides: [],
    holidays: [],
    lengths: [30, 60],
    interval: null,
    bufferBefore: 0,
    bufferAfter: 10,
    minimumNotice: 120,
    horizonDays: 60,
    perDay: null,
    perWeek: null,
    approval: false,
    cancellation: { freeUntil: 1440, lateRefund: 0 },
    ...terms,
  };
  return [{ person, profile: { ...profile, timeZone: person.timeZone }, availability }];
});

import { peopleIn, type Id, type PersonalEntry, type PersonalSection, type PersonData } from '@lyceum/contracts';
import type { ShutFact } from '@lyceum/stores';

/** Facts by what their names begin with, the longest that fits; of contexts that have more than one section the fact says which. */
const SECTIONS: readonly (readonly [beginning: string, section: PersonalSection])[] = [
  ['accounts.Session', 'signIns'],
  ['enrolments.', 'enrolments'],
  ['quizzes.GradeOverridden', 'grades'],
  ['quizzes.AttemptGraded', 'grades'],
  ['quizzes.Attempt', 'attempts'],
  ['quizzes.Answer', 'attempts'],
  ['quizzes.DeadlineMoved', 'attempts'],
  ['quizzes.Exception', 'attempts'],
  ['consultations.Payment', 'payments'],
  ['consultations.Refund', 'payments'],
  ['consultations.Invoice', 'payments'],
  ['consultations.Message', 'messages'],
  ['consultations.Conversation', 'messages'],
  ['webinars.ChatSent', 'messages'],
  ['webinars.CaptionSpoken', 'messages'],
  ['consultations.Note', 'notes'],
  ['consultations.FollowUp', 'notes'],
  ['consultations.ClientFile', 'notes'],
  ['consultations.History', 'notes'],
  ['consultations.Review', 'reviews'],
  ['consultations.Booking', 'bookings'],
  ['consultations.Hold', 'bookings'],
  ['consultations.Session', 'bookings'],
  ['consultations.NoShow', 'bookings'],
  ['consultations.Waiting', 'bookings'],
  ['webinars.', 'webinars'],
  ['mail.', 'mail'],
];

export const sectionOf = (type: string): PersonalSection => SECTIONS.find(([beginning]) => type.startsWith(beginning))?.[1] ?? 'other';

/** Lists of people name everybody in them. */
const LISTS = ['added', 'removed', 'about'];

/** What a fact says, without who else is in its lists. */
function ownOf(data: unknown, personId: Id): Record<string, unknown> {
  const own: Record<string, unknown> = { ...(data as object) };
  for (const list of LISTS) if (Array.isArray(own[list])) own[list] = own[list].filter((one) => !isId(one) || one === personId);
  return own;
}

const isId = (value: unknown): boolean => typeof value === 'string' && peopleIn({ added: [value] }).length > 0;

/** The facts sorted into sections: those about the person with what they say, and beside them what the person did that is about others. */
export function sorted(personId: Id, facts: readonly ShutFact[]): Pick<PersonData, 'sections' | 'doings'> {
  const sections = Object.fromEntries(
    ([...new Set(SECTIONS.map(([, section]) => section)), 'other'] as const).map((section) => [section, [] as PersonalEntry[]]),
  ) as PersonData['sections'];
  const doings: PersonData['doings'] = [];
  for (const { type, data, stream, revision, metadata } of facts) {
    const people = peopleIn(data);
    const what = type.replace(/\.v\d+$/, '');
    if (people.length > 0 && !people.includes(personId)) doings.push({ at: metadata.at, what });
    else sections[sectionOf(type)].push({ at: metadata.at, what, stream, revision, data: ownOf(data, personId) });
  }
  return { sections, doings };
}

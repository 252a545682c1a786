import { z } from 'zod';
import { Role } from '../permissions.ts';
import { Id, Instant } from '../values.ts';

/** One thing that was recorded: when, what (the fact's name), where in the log, and what it says, without what is personal of others. */
export const PersonalEntry = z
  .object({ at: Instant, what: z.string(), stream: z.string(), revision: z.int(), data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'PersonalEntry' });
export type PersonalEntry = z.infer<typeof PersonalEntry>;

/** What entries are sorted under; each is in one of them. */
export const PERSONAL_SECTIONS = [
  'signIns',
  'enrolments',
  'attempts',
  'grades',
  'bookings',
  'payments',
  'messages',
  'notes',
  'reviews',
  'webinars',
  'mail',
  'other',
] as const;
export type PersonalSection = (typeof PERSONAL_SECTIONS)[number];

const Entries = z.array(PersonalEntry);

/** A file of theirs with its bytes in base64; null where all together would be too large: it is had where it was given. */
export const PersonalFile = z
  .object({ id: Id, name: z.string().nullable(), type: z.string(), size: z.int(), content: z.string().nullable() })
  .meta({ id: 'PersonalFile' });
export type PersonalFile = z.infer<typeof PersonalFile>;

/** `GET /api/people/:id/data`: everything that the academy has about one person, as a file. */
export const PersonData = z
  .object({
    /** What this file holds, in plain words. */
    about: z.string(),
    madeAt: Instant,
    profile: z.object({
      personId: Id,
      name: z.string().nullable(),
      email: z.string().nullable(),
      timeZone: z.string(),
      roles: z.array(Role),
      registeredAt: Instant.nullable(),
      /** What they say of themselves as an instructor. */
      instructor: z.record(z.string(), z.unknown()).nullable(),
    }),
    sections: z.object(Object.fromEntries(PERSONAL_SECTIONS.map((name) => [name, Entries])) as Record<PersonalSection, typeof Entries>),
    files: z.array(PersonalFile),
    /** What they did that is about others: when and what, without whom and what came of it. */
    doings: z.array(z.object({ at: Instant, what: z.string() })),
  })
  .meta({ id: 'PersonData' });
export type PersonData = z.infer<typeof PersonData>;

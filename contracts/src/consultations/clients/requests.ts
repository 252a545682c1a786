import { z } from 'zod';
import { FileItem } from '../../files/requests.ts';
import { Id, Instant, Line, pageOf, PageQuery } from '../../values.ts';
import { LocalDate } from '../availability.ts';

/** The longest note, in characters, and the most notes, files or steps of one client. */
export const LONGEST_NOTE = 10_000;
export const MOST_NOTES = 500;

/**
 * Who may see a note or a file. `own`: the instructor alone. `history`: they, and the instructors whom the client lets in. `shared`: those,
 * and the client, who may also write such.
 */
export const Audience = z.enum(['own', 'history', 'shared']).meta({ id: 'NoteAudience' });
export type Audience = z.infer<typeof Audience>;

const Text = z.string().trim().min(1).max(LONGEST_NOTE);

export const NoteRequest = z.strictObject({ text: Text, audience: Audience }).meta({ id: 'NoteRequest' });
export type NoteRequest = z.infer<typeof NoteRequest>;

export const FollowUpRequest = z
  .strictObject({ text: z.string().trim().min(1).max(500), due: LocalDate.nullable().default(null) })
  .meta({ id: 'FollowUpRequest' });
export type FollowUpRequest = z.infer<typeof FollowUpRequest>;

export const FollowUpDoneRequest = z.strictObject({ done: z.boolean() }).meta({ id: 'FollowUpDoneRequest' });

/** `as`: my clients, the instructors whose client I am, or the histories that clients let me see. */
export const ClientsQuery = PageQuery.extend({ as: z.enum(['instructor', 'student', 'granted']).default('instructor') });
export type ClientsQuery = z.infer<typeof ClientsQuery>;

/** How a file of a client is given: its name, and who may see it. */
export const ClientFileQuery = z.object({ name: Line, audience: Audience.default('own') });
export type ClientFileQuery = z.infer<typeof ClientFileQuery>;

export const NoteKept = z.object({ noteId: Id }).meta({ id: 'NoteKept' });
export const FollowUpKept = z.object({ followUpId: Id }).meta({ id: 'FollowUpKept' });

const Named = z.object({ personId: Id, name: z.string().nullable() });

/** What was written once, by whom and when; the text of somebody forgotten is null. */
export const NoteVersion = z.object({ text: z.string().nullable(), by: Named, at: Instant });

/** A note as it is now, with what it was before, oldest first. */
export const Note = z
  .object({
    noteId: Id,
    audience: Audience,
    text: z.string().nullable(),
    by: Named,
    at: Instant,
    former: z.array(NoteVersion),
    /** Whether the reader may change it. */
    yours: z.boolean(),
  })
  .meta({ id: 'Note' });
export type Note = z.infer<typeof Note>;

export const ClientFile = FileItem.extend({
  name: z.string().nullable(),
  audience: Audience,
  by: Named,
  at: Instant,
  yours: z.boolean(),
}).meta({
  id: 'ClientFile',
});
export type ClientFile = z.infer<typeof ClientFile>;

export const FollowUp = z
  .object({ followUpId: Id, text: z.string().nullable(), due: LocalDate.nullable(), done: z.boolean(), by: Named, at: Instant })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof FollowUp>;

/** Sessions of the two: how many took place, when the last was, and when the next is. */
export const ClientSessions = z.object({ held: z.int(), last: Instant.nullable(), next: Instant.nullable() });
export type ClientSessions = z.infer<typeof ClientSessions>;

/** The history of a client as its reader may see it. `as`: the instructor whose it is, the client, or one who was let in. */
export const ClientHistory = z
  .object({
    as: z.enum(['instructor', 'student', 'granted']),
    instructor: Named,
    student: Named,
    sessions: ClientSessions,
    notes: z.array(Note),
    files: z.array(ClientFile),
    followUps: z.array(FollowUp),
    /** Whom the client lets in; empty for those who were. */
    grants: z.array(Named.extend({ since: Instant })),
  })
  .meta({ id: 'ClientHistory' });
export type ClientHistory = z.infer<typeof ClientHistory>;

/** A client in an instructor's list, or a history that a client lets them see (`granted`). */
export const ClientItem = z
  .object({
    instructor: Named,
    student: Named,
    as: z.enum(['instructor', 'student', 'granted']),
    sessions: ClientSessions,
    /** Next steps that are not done. */
    open: z.int(),
  })
  .meta({ id: 'ClientItem' });
export type ClientItem = z.infer<typeof ClientItem>;
export const ClientsPage = pageOf(ClientItem).meta({ id: 'ClientsPage' });

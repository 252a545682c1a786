import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';

/** What somebody did in a course; `came` and `went` are of the room of a webinar, `came-again` is by another connection while they were there; `used` is what another system tells of. */
export const ActivityKind = z
  .enum(['enrolled', 'left', 'began', 'handed-in', 'timed-out', 'came', 'came-again', 'went', 'used'])
  .meta({ id: 'ActivityKind' });
export type ActivityKind = z.infer<typeof ActivityKind>;

const Titled = z.object({ id: Id, title: z.string() });

/** Something that somebody did, as one fact says. Of a room that is no webinar's (a consultation's) neither course nor webinar is named. */
export const Activity = z
  .object({
    activityId: Id,
    at: Instant,
    kind: ActivityKind,
    person: z.object({ personId: Id, name: z.string().nullable() }),
    course: Titled.nullable(),
    quiz: Titled.nullable(),
    webinar: Titled.nullable(),
    /** How long they had been there, of who went; one decimal. */
    minutes: z.number().nullable(),
    /** What was used, which of it where that is known, and how often. */
    used: z.object({ kind: z.string(), object: z.string().nullable(), count: z.int() }).nullable(),
  })
  .meta({ id: 'Activity' });
export type Activity = z.infer<typeof Activity>;

/** The newest first. `rooms` are the webinars of it whose rooms are open: what happens there is told in their own rooms of the live connection. */
export const ActivityPage = pageOf(Activity)
  .extend({ rooms: z.array(Id) })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = z.infer<typeof ActivityPage>;

/** `person`: only what this one did. */
export const ActivityQuery = PageQuery.extend({ person: Id.optional() });
export type ActivityQuery = z.infer<typeof ActivityQuery>;

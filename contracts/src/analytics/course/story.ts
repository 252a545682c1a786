import { z } from 'zod';
import { Activity } from '../../activity/activity.ts';
import { BookingPhase } from '../../consultations/bookings.ts';
import { Id, Instant } from '../../values.ts';
import { CourseMember } from './members.ts';

/** Something on the time line of a person in a course. */
export const StoryItem = z
  .discriminatedUnion('what', [
    /** One fact. */
    z.object({ what: z.literal('did'), at: Instant, activity: Activity }),
    /** What was used in a week, from its first day on, together: how often, and on how many days. */
    z.object({ what: z.literal('week'), at: Instant, start: z.iso.date(), used: z.int(), days: z.int() }),
    /** A grade as it stands; `attemptId` of a quiz. */
    z.object({
      what: z.literal('grade'),
      at: Instant,
      column: z.object({ id: Id, title: z.string() }),
      attemptId: Id.nullable(),
      score: z.number(),
      maxScore: z.number(),
      late: z.boolean(),
      override: z.boolean(),
    }),
    /** A consultation with the one who asks. */
    z.object({ what: z.literal('consultation'), at: Instant, bookingId: Id, phase: BookingPhase }),
  ])
  .meta({ id: 'StoryItem' });
export type StoryItem = z.infer<typeof StoryItem>;

/** What somebody did in a course and what came of it, the newest first; with a `week` only that week, and all that was used in it one by one. */
export const Story = z
  .object({
    course: z.object({ courseId: Id, title: z.string() }),
    member: CourseMember,
    weeks: z.array(z.iso.date()),
    week: z.iso.date().nullable(),
    items: z.array(StoryItem),
  })
  .meta({ id: 'Story' });
export type Story = z.infer<typeof Story>;

/** `week` is any day of it. */
export const StoryQuery = z.object({ week: z.iso.date().optional() });
export type StoryQuery = z.infer<typeof StoryQuery>;

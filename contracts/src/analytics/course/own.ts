import { z } from 'zod';
import { Id, TimeZone } from '../../values.ts';

/** Where a figure of one's own lies among those of the course: a quarter of all are below `low`, half below `middle`, three quarters below `high`. */
export const Quarters = z.object({ own: z.number(), low: z.number(), middle: z.number(), high: z.number() }).meta({ id: 'Quarters' });
export type Quarters = z.infer<typeof Quarters>;

/** One's own progress in a course. `comparison` is null where the course does not show it, or too few are in it. */
export const OwnCourse = z
  .object({
    courseId: Id,
    title: z.string(),
    parts: z.object({ in: z.int(), of: z.int() }),
    /** By week, oldest first: how much was done, and minutes at quizzes and in webinars. */
    weeks: z.array(z.object({ start: z.iso.date(), did: z.int(), minutes: z.int() })),
    comparison: z.object({ people: z.int(), activity: Quarters, parts: Quarters }).nullable(),
  })
  .meta({ id: 'OwnCourse' });
export type OwnCourse = z.infer<typeof OwnCourse>;

/** Days and weeks in a row, up to today or yesterday and this week or the last, on which something was done in any course. */
export const Streak = z.object({ days: z.int(), weeks: z.int(), today: z.boolean() }).meta({ id: 'Streak' });
export type Streak = z.infer<typeof Streak>;

export const OwnProgress = z.object({ streak: Streak, items: z.array(OwnCourse) }).meta({ id: 'OwnProgress' });
export type OwnProgress = z.infer<typeof OwnProgress>;

/** `zone` is the one whose days and weeks (from Monday) count. */
export const OwnProgressQuery = z.object({ zone: TimeZone.default('UTC'), course: Id.optional() });
export type OwnProgressQuery = z.infer<typeof OwnProgressQuery>;

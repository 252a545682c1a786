import { z } from 'zod';
import { Id } from '../../values.ts';
import { CourseStage, CourseTimes, RiskModel } from './members.ts';
import { CourseAnalyticsSettings } from './settings.ts';

const Day = z.iso.date();

/** A week of the course from its first day on: how often something was used, what was begun and handed in, by how many, and for how long. */
export const CourseWeek = z
  .object({ start: Day, used: z.int(), done: z.int(), people: z.int(), minutes: z.int() })
  .meta({ id: 'CourseWeek' });
export type CourseWeek = z.infer<typeof CourseWeek>;

/** A graded part among those who are in the course: how many have handed it in, how many of these late, and their mean share in percent. */
export const CoursePart = z
  .object({
    columnId: Id,
    kind: z.enum(['quiz', 'hand']),
    title: z.string(),
    in: z.int(),
    late: z.int(),
    missing: z.int(),
    mean: z.number().nullable(),
    /** Whether it is due, or most have handed it in. */
    expected: z.boolean(),
  })
  .meta({ id: 'CoursePart' });
export type CoursePart = z.infer<typeof CoursePart>;

/** Minutes of all together, and of how many people. */
const TimeSpent = z.object({ minutes: z.int(), people: z.int() });

/** A course in figures for its staff, as it stood at the end of `asOf`. `week` is the number of the week, null before its first day or where it has none. */
export const CourseAnalytics = z
  .object({
    asOf: Day,
    times: CourseTimes,
    week: z.int().nullable(),
    settings: CourseAnalyticsSettings,
    funnel: z.record(CourseStage, z.int()),
    left: z.int(),
    atRisk: z.int(),
    weeks: z.array(CourseWeek),
    parts: z.array(CoursePart),
    time: z.object({ attempts: TimeSpent, webinars: TimeSpent }),
    model: RiskModel,
  })
  .meta({ id: 'CourseAnalytics' });
export type CourseAnalytics = z.infer<typeof CourseAnalytics>;

export const CourseAnalyticsQuery = z.object({ asOf: Day.optional() });
export type CourseAnalyticsQuery = z.infer<typeof CourseAnalyticsQuery>;

import { z } from 'zod';
import type { Fact } from '../../fact.ts';
import type { Id } from '../../values.ts';

/**
 * What the analytics of a course go by. `begins` and `ends` are its first and last day (UTC), null where it is open all the time: then
 * everybody's weeks count from their own enrolment. `passMark` is the share of all points, in percent, from which on the course is passed.
 * With `comparison` students see where they stand among the others.
 */
export const CourseAnalyticsSettings = z
  .strictObject({
    begins: z.iso.date().nullable(),
    ends: z.iso.date().nullable(),
    passMark: z.number().min(0).max(100),
    comparison: z.boolean(),
  })
  .meta({ id: 'CourseAnalyticsSettings' });
export type CourseAnalyticsSettings = z.infer<typeof CourseAnalyticsSettings>;

export const DEFAULT_COURSE_ANALYTICS: CourseAnalyticsSettings = { begins: null, ends: null, passMark: 40, comparison: false };

/** Facts of what the analytics of a course go by: stream `analytics-COURSEID`. */
export type CourseAnalyticsEvent = Fact<'analytics.CourseSettingsSet.v1', { courseId: Id; settings: CourseAnalyticsSettings }>;

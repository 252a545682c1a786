import { DEFAULT_COURSE_ANALYTICS, type CourseAnalyticsEvent, type CourseAnalyticsSettings } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** `analytics-COURSEID`: what the analytics of a course go by. */
export const courseSettings: Decider<CourseAnalyticsSettings, CourseAnalyticsEvent> = {
  stream: (courseId) => `analytics-${courseId}`,
  initial: DEFAULT_COURSE_ANALYTICS,
  evolve: (_, { data }) => data.settings,
};

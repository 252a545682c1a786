import type { Fact } from '../fact.ts';
import type { Id } from '../values.ts';

/**
 * Facts of what people used in a course on one day: stream `activity-ID`. `kind` is what was used (`forum`), `object` which of them where the
 * source tells, `count` how often.
 */
export type ActivityEvent = Fact<
  'activity.ActivityRecorded.v1',
  { activityId: Id; courseId: Id; personId: Id; kind: string; object: string | null; count: number }
>;

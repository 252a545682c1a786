import { z } from 'zod';
import { Id, Instant, Line } from '../values.ts';

/** The most items that are taken in by one request. */
export const ACTIVITY_AT_ONCE = 1000;

/**
 * Something that a person used in a course, as another system tells of it: `kind` is what was used (`forum`), `count` how often, `at` when.
 * The sender gives the id: the same item counts once, however often it is sent.
 */
export const ActivityItem = z
  .strictObject({
    id: Id,
    personId: Id,
    courseId: Id,
    kind: Line.pipe(z.string().max(60)),
    count: z.int().min(1).max(1_000_000),
    at: Instant,
  })
  .meta({ id: 'ActivityItem' });
export type ActivityItem = z.infer<typeof ActivityItem>;

/** `POST /api/activity`. */
export const RecordActivityRequest = z
  .strictObject({ items: z.array(ActivityItem).min(1).max(ACTIVITY_AT_ONCE) })
  .meta({ id: 'RecordActivityRequest' });
export type RecordActivityRequest = z.infer<typeof RecordActivityRequest>;

/** What became of one item: `known` was recorded before; `refused` is not recorded, and `code` says why. */
export const ActivityOutcome = z
  .object({
    id: Id,
    state: z.enum(['recorded', 'known', 'refused']),
    code: z.enum(['course-not-found', 'not-enrolled', 'activity-differs', 'activity-ahead']).nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'ActivityOutcome' });
export type ActivityOutcome = z.infer<typeof ActivityOutcome>;

/** An outcome for each item, in their order, and how many came to each. */
export const ActivityRecording = z
  .object({ items: z.array(ActivityOutcome), recorded: z.int(), known: z.int(), refused: z.int() })
  .meta({ id: 'ActivityRecording' });
export type ActivityRecording = z.infer<typeof ActivityRecording>;

import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';

/**
 * Facts of what people used in a course. Stream `activity-ID` for one day of a course that was brought in, `usage-ID` for one item that another
 * system told of, `statement-ID` beside the statement that says it. `kind` is what was used (`forum`), `object` which of them where the source
 * tells, `count` how often.
 */
export type ActivityEvent =
  | Fact<'activity.ActivityRecorded.v1', { activityId: Id; courseId: Id; personId: Id; kind: string; object: string | null; count: number }>
  /**
   * A statement (xAPI 1.0.3) of which a person is the actor: stream `statement-ID`. `statement` is all of it as JSON, null once one of those it
   * names is forgotten; `about` are people of the academy whom it names beside its actor, `activities` the IRIs of its object (first, where that
   * is an activity) and of its context, `voids` the statement that it takes back.
   */
  | Fact<
      'activity.StatementStored.v1',
      {
        statementId: Id;
        personId: Id;
        about: readonly Id[];
        verb: string;
        object: string | null;
        activities: readonly string[];
        registration: Id | null;
        voids: Id | null;
        stored: Instant;
        statement: string | null;
      }
    >;

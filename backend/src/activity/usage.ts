import type { ActivityEvent, ActivityItem, ActivityOutcome, EventOf } from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';

type Recorded = EventOf<'activity.ActivityRecorded.v1'>;

/** What was told under one id; null before. */
export type Usage = Recorded['data'] | null;

/** `usage-ID`: one item that another system told of has a stream of its own, so that it counts once whatever is sent at the same time. */
export const usages: Decider<Usage, ActivityEvent> = {
  stream: (id) => `usage-${id}`,
  passing: true,
  initial: null,
  evolve: (known, { type, data }) => (type === 'activity.ActivityRecorded.v1' ? data : known),
};

/** The same item a second time is no other; another one under the same id is refused. */
export function decideUsage(known: Usage, { id, personId, courseId, kind, count }: ActivityItem): Decision<Recorded> {
  if (known === null)
    return accept({ type: 'activity.ActivityRecorded.v1', data: { activityId: id, courseId, personId, kind, object: null, count } });
  const same = known.personId === personId && known.courseId === courseId && known.kind === kind && known.count === count;
  return same ? nothing() : refuse('activity-differs');
}

/** Why an item is not recorded. */
export type Reason = NonNullable<ActivityOutcome['code']>;

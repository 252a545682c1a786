import type { FactLine, Id, Recorded, RoomEvent, WebinarEvent } from '@lyceum/contracts';

type Known = Recorded<WebinarEvent> | Recorded<RoomEvent>;

/** A fact behind somebody's attendance, with what its sentence and the mark are made of. */
export interface AttendanceFact {
  readonly fact: Known;
  readonly values: FactLine['values'];
}

/** What a fact of a webinar or its room has to do with one person's attendance; `here` is whether they were there before. */
function valuesOf({ type, data }: Known, personId: Id, here: boolean): FactLine['values'] | null {
  switch (type) {
    case 'webinars.WebinarScheduled.v1':
    case 'webinars.WebinarEdited.v1':
      return { start: data.plan.start, end: data.plan.end };
    case 'webinars.AttendanceGradingSet.v1':
      return { maxScore: data.grading?.maxScore ?? null, fullFrom: data.grading?.fullFrom ?? null };
    case 'webinars.RoomOpened.v1':
      return {};
    case 'webinars.RoomClosed.v2':
      return { why: data.why };
    case 'webinars.ParticipantJoined.v1':
      return data.personId === personId ? { role: data.role, again: here } : null;
    case 'webinars.ParticipantLeft.v1':
      return data.personId === personId && here ? { why: data.why } : null;
    default:
      return null;
  }
}

/** The facts of a webinar and its room that make one person's mark, in their order. */
export function attendanceFacts(facts: readonly Known[], personId: Id): readonly AttendanceFact[] {
  let here = false;
  return facts.flatMap((fact) => {
    const values = valuesOf(fact, personId, here);
    if (values === null) return [];
    if (fact.type === 'webinars.ParticipantJoined.v1') here = true;
    if (fact.type === 'webinars.ParticipantLeft.v1') here = false;
    return [{ fact, values }];
  });
}

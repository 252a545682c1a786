import type { Id, QuizRules } from '@lyceum/contracts';
import { courseGroups, groupsOf } from '../../enrolments/groups/group.ts';
import type { See } from '../../deciding/streams.ts';
import { asksForGroups, rulesFor, type Exception } from './applying.ts';

interface Ruled {
  readonly courseId: Id;
  readonly rules: QuizRules;
  readonly exceptions: readonly Exception[];
}

/** The rules of a quiz as they hold for one student; the groups of the course are looked at only where an exception is for one. */
export async function rulesOfStudent(see: See, { courseId, rules, exceptions }: Ruled, personId: Id): Promise<QuizRules> {
  const groupIds = asksForGroups(exceptions) ? groupsOf(await see(courseGroups, courseId), personId) : [];
  return rulesFor(rules, exceptions, { personId, groupIds });
}

import { XAPI_VERSION, type AcademyEventType, type EventOf, type Id, type Recorded } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { TYPES, VERBS } from './vocabulary.ts';

/** Facts that are told as statements. What came as a statement is not told again: `GET /api/xapi/statements` has it. */
export const STATED = [
  'enrolments.StudentEnrolled.v1',
  'enrolments.StudentLeft.v1',
  'quizzes.AttemptStarted.v2',
  'quizzes.AttemptSubmitted.v1',
  'quizzes.AttemptGraded.v2',
  'quizzes.WorkGraded.v1',
  'webinars.ParticipantJoined.v1',
  'webinars.ParticipantLeft.v1',
  'activity.ActivityRecorded.v1',
] as const satisfies readonly AcademyEventType[];
export type Stated = Recorded<EventOf<(typeof STATED)[number]>>;

interface Said {
  readonly personId: Id;
  readonly verb: (typeof VERBS)[keyof typeof VERBS];
  readonly object: object;
  readonly result?: object;
  readonly courseId?: Id;
  readonly registration?: Id;
}

/** A statement of a fact, or null where the fact says nothing to others. People are named by their accounts here, without names. */
export function statementOf(
  fact: Stated,
  home: URL,
  agent: (personId: Id) => object,
): (Record<string, unknown> & { readonly id: Id }) | null {
  const said = saidBy(fact, home);
  if (!said) return null;
  const { personId, verb, object, result, courseId, registration } = said;
  const context = {
    ...(registration !== undefined && { registration }),
    ...(courseId !== undefined && { contextActivities: { parent: [activity(home, `/courses/${courseId}`, TYPES.course)] } }),
  };
  return {
    id: derivedId(fact.id, 'statement'),
    actor: agent(personId),
    verb,
    object,
    ...(result && { result }),
    ...(Object.keys(context).length > 0 && { context }),
    timestamp: fact.metadata.at,
    stored: fact.recorded,
    version: XAPI_VERSION,
  };
}

const activity = (home: URL, path: string, type?: string): object => ({
  objectType: 'Activity',
  id: new URL(path, home).href,
  ...(type !== undefined && { definition: { type } }),
});

function scored(score: number, max: number): object {
  const scaled = max > 0 ? Math.min(1, Math.max(-1, score / max)) : 1;
  // A penalty may take a score below nought.
  return { score: { scaled, raw: score, ...(max > Math.min(0, score) && { min: Math.min(0, score), max: Math.max(max, score) }) } };
}

function saidBy(fact: Stated, home: URL): Said | null {
  switch (fact.type) {
    case 'enrolments.StudentEnrolled.v1':
    case 'enrolments.StudentLeft.v1': {
      const { courseId, studentId } = fact.data;
      const verb = fact.type === 'enrolments.StudentLeft.v1' ? VERBS.left : VERBS.registered;
      return { personId: studentId, verb, object: activity(home, `/courses/${courseId}`, TYPES.course) };
    }
    case 'quizzes.AttemptStarted.v2':
    case 'quizzes.AttemptSubmitted.v1':
    case 'quizzes.AttemptGraded.v2': {
      const { quizId, courseId, studentId, attemptId } = fact.data;
      const of = { personId: studentId, object: activity(home, `/quizzes/${quizId}`, TYPES.assessment), courseId, registration: attemptId };
      if (fact.type === 'quizzes.AttemptStarted.v2') return { ...of, verb: VERBS.attempted };
      if (fact.type === 'quizzes.AttemptSubmitted.v1') return { ...of, verb: VERBS.completed, result: { completion: true } };
      return { ...of, verb: VERBS.scored, result: scored(fact.data.score.score, fact.data.score.maxScore) };
    }
    case 'quizzes.WorkGraded.v1': {
      const { courseId, columnId, studentId, score, maxScore } = fact.data;
      if (score === null) return null;
      const object = activity(home, `/courses/${courseId}/gradebook#${columnId}`, TYPES.assessment);
      return { personId: studentId, verb: VERBS.scored, object, courseId, result: scored(score, maxScore) };
    }
    case 'webinars.ParticipantJoined.v1':
    case 'webinars.ParticipantLeft.v1': {
      const { roomId, personId } = fact.data;
      const verb = fact.type === 'webinars.ParticipantLeft.v1' ? VERBS.exited : VERBS.attended;
      return { personId, verb, object: activity(home, `/webinars/${roomId}`, TYPES.meeting) };
    }
    case 'activity.ActivityRecorded.v1': {
      const { courseId, personId, kind, object, activityId } = fact.data;
      if (fact.stream === `statement-${activityId}`) return null;
      const path = `/courses/${courseId}/${encodeURIComponent(kind)}${object === null ? '' : `/${encodeURIComponent(object)}`}`;
      const extensions = { [new URL('/xapi/count', home).href]: fact.data.count };
      return { personId, verb: VERBS.experienced, object: activity(home, path), courseId, result: { extensions } };
    }
  }
}

import { comparePositions, type FactLine, type Figure, type Id, type EventOf, type Recorded, type Score } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { tenth } from '../overview/counted.ts';

/** Facts that are kept with a figure: a panel's worth, so that a row stays small however much has happened. */
const KEPT = 12;

/** A fact as it is told, without names: whom and what it concerns is looked up when it is read. */
export interface Evidence extends Omit<FactLine, 'by'> {
  readonly by: Id | null;
  readonly personId?: Id;
  readonly courseId?: Id;
  readonly quizId?: Id;
}

/** Why a figure of the overview is what it is: its value, how many facts made it, and the newest of them, oldest first. */
export interface EvidenceRow {
  readonly value: number;
  readonly facts: number;
  readonly newest: readonly Evidence[];
}

type From =
  | 'accounts.RolesChanged.v1'
  | 'courses.CourseCreated.v1'
  | 'courses.CourseArchived.v1'
  | 'enrolments.StudentEnrolled.v1'
  | 'enrolments.StudentLeft.v1'
  | 'quizzes.AttemptStarted.v2'
  | 'quizzes.AttemptSubmitted.v1'
  | 'quizzes.AttemptGraded.v2'
  | 'quizzes.WorkGraded.v1';
type Known = Recorded<EventOf<From>>;

const tenthOf = ({ score, maxScore }: Pick<Score, 'score' | 'maxScore'>) => `grades:${tenth(score, maxScore)}` as const;

const ofWork = (score: number | null, maxScore: number) => (score === null ? [] : [tenthOf({ score, maxScore })]);

function figuresOf({ type, data, metadata: { at } }: Known): readonly Figure[] {
  const day = at.slice(0, 10);
  switch (type) {
    case 'accounts.RolesChanged.v1':
      return [...new Set([...data.added, ...data.removed])].map((role) => `people:${role}` as const);
    case 'courses.CourseCreated.v1':
    case 'courses.CourseArchived.v1':
      return ['courses'];
    case 'enrolments.StudentEnrolled.v1':
      return ['enrolments', `enrolled:${day}`];
    case 'enrolments.StudentLeft.v1':
      return ['enrolments', `left:${day}`];
    case 'quizzes.AttemptStarted.v2':
      return ['started'];
    case 'quizzes.AttemptSubmitted.v1':
      return ['submitted'];
    case 'quizzes.AttemptGraded.v2':
      return [...new Set([data.score, ...(data.former ? [data.former] : [])].map(tenthOf))];
    case 'quizzes.WorkGraded.v1':
      return [...new Set([data.score, data.former].flatMap((score) => ofWork(score, data.maxScore)))];
  }
}

/** By how much the fact changes the figure. */
function changeOf({ type, data }: Known, figure: string): number {
  switch (type) {
    case 'accounts.RolesChanged.v1': {
      const has = (roles: readonly string[]) => (roles.some((role) => figure === `people:${role}`) ? 1 : 0);
      return has(data.added) - has(data.removed);
    }
    case 'courses.CourseArchived.v1':
      return -1;
    case 'enrolments.StudentLeft.v1':
      return figure === 'enrolments' ? -1 : 1;
    // A grade that changes goes from one tenth to another.
    case 'quizzes.AttemptGraded.v2':
      return Number(figure === tenthOf(data.score)) - Number(data.former !== null && figure === tenthOf(data.former));
    case 'quizzes.WorkGraded.v1': {
      const counts = (score: number | null) => (ofWork(score, data.maxScore).some((tenth) => tenth === figure) ? 1 : 0);
      return counts(data.score) - counts(data.former);
    }
    default:
      return 1;
  }
}

/** Whom and what the fact concerns, and what else its sentence needs. */
function told({ type, data }: Known): Pick<Evidence, 'personId' | 'courseId' | 'quizId' | 'values'> {
  switch (type) {
    case 'accounts.RolesChanged.v1':
      return { personId: data.personId, values: {} };
    case 'courses.CourseCreated.v1':
    case 'courses.CourseArchived.v1':
      return { courseId: data.courseId, values: {} };
    case 'enrolments.StudentEnrolled.v1':
      return { personId: data.studentId, courseId: data.courseId, values: { again: data.again } };
    case 'enrolments.StudentLeft.v1':
      return { personId: data.studentId, courseId: data.courseId, values: {} };
    case 'quizzes.WorkGraded.v1': {
      const { studentId: personId, courseId, score, maxScore, former } = data;
      return { personId, courseId, values: { score, maxScore, former } };
    }
  }
  const { studentId: personId, courseId, quizId } = data;
  switch (type) {
    case 'quizzes.AttemptStarted.v2':
      return { personId, courseId, quizId, values: { number: data.number } };
    case 'quizzes.AttemptSubmitted.v1':
      return { personId, courseId, quizId, values: { by: data.by } };
    case 'quizzes.AttemptGraded.v2':
      return {
        personId,
        courseId,
        quizId,
        values: { score: data.score.score, maxScore: data.score.maxScore, former: data.former?.score ?? null },
      };
  }
}

function evidenceOf(fact: Known, change: number): Evidence {
  const { id, type, stream, revision, position, recorded, metadata } = fact;
  const { values, ...ids } = told(fact);
  return { id, type, at: metadata.at, recorded, by: metadata.by, stream, revision, position, ...ids, values: { ...values, change } };
}

/** By when it happened; what happened at once, as it was recorded. An imported history falls into its place. */
const byTime = (a: Evidence, b: Evidence): number => (a.at === b.at ? comparePositions(a.position, b.position) : a.at < b.at ? -1 : 1);

const NOTHING: EvidenceRow = { value: 0, facts: 0, newest: [] };

export const evidence = projection<EvidenceRow, From>({
  name: 'evidence',
  version: 2,
  from: [
    'accounts.RolesChanged.v1',
    'courses.CourseCreated.v1',
    'courses.CourseArchived.v1',
    'enrolments.StudentEnrolled.v1',
    'enrolments.StudentLeft.v1',
    'quizzes.AttemptStarted.v2',
    'quizzes.AttemptSubmitted.v1',
    'quizzes.AttemptGraded.v2',
    'quizzes.WorkGraded.v1',
  ],
  key: figuresOf,
  fold: ({ value, facts, newest } = NOTHING, fact, figure) => {
    const change = changeOf(fact, figure);
    if (change === 0) return undefined;
    const kept = [...newest, evidenceOf(fact, change)].toSorted(byTime).slice(-KEPT);
    return { value: value + change, facts: facts + 1, newest: kept };
  },
  indexes: [],
});

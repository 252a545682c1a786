import { DEFAULT_RULES, instant, newId, termsOf, type AcademyEvent, type Id, type Paper, type Question } from '@lyceum/contracts';
import type { AppendContext, EventLog } from '@lyceum/stores';
import { inParallel } from '../harness/academy.ts';

const COURSES = 20;
const QUIZZES = 3;
const PEOPLE = 600;
const QUESTIONS = 10;
/** Of an attempt: started, four answers saved, submitted, graded. */
const OF_ATTEMPT = 7;

export const question = (number: number): Question => ({
  type: 'single',
  text: `Which of these is the ${number}th of them all?`,
  mark: 1,
  shuffle: true,
  choices: ['this one', 'another', 'none of them'].map((text, i) => ({ id: `c${i}`, text, fraction: i === 0 ? 1 : 0 })),
});

/** What is appended at once to one stream, by whom and when. */
export interface Append {
  readonly stream: string;
  readonly facts: readonly AcademyEvent[];
  readonly by: Id;
  readonly at: number;
}

/** An academy's history of about `events` facts over half a year, as lists of appends; each list needs those before it. */
function history(events: number): readonly (readonly Append[])[] {
  const start = Date.UTC(2026, 0, 1);
  const spread = (share: number) => start + share * 180 * 86_400_000;
  const people = Array.from({ length: PEOPLE }, () => newId());
  const instructors = people.slice(0, COURSES);
  const students = people.slice(COURSES);
  const registered = people.map((personId, i): Append => ({
    stream: `person-${personId}`,
    by: personId,
    at: spread((i / PEOPLE) * 0.2),
    facts: [
      {
        type: 'accounts.PersonRegistered.v2',
        data: { personId, name: `Person ${i}`, email: `person-${i}@academy.example`, timeZone: 'Europe/Kyiv' },
      },
      { type: 'accounts.RolesChanged.v1', data: { personId, added: [i < COURSES ? 'instructor' : 'student'], removed: [] } },
    ],
  }));
  const courses = instructors.map((instructorId, i) => ({ courseId: newId(), instructorId, title: `Course ${i}` }));
  const quizzes = courses.flatMap(({ courseId, instructorId }) =>
    Array.from({ length: QUIZZES }, (_, i) => ({
      quizId: newId(),
      courseId,
      instructorId,
      title: `Quiz ${i}`,
      questions: Array.from({ length: QUESTIONS }, (__, n) => ({ questionId: newId(), question: question(n + 1) })),
    })),
  );
  const made = [
    ...courses.map(({ courseId, instructorId, title }): Append => ({
      stream: `course-${courseId}`,
      by: instructorId,
      at: spread(0.2),
      facts: [
        { type: 'courses.CourseCreated.v1', data: { courseId, instructorId, title, summary: 'Of this and that', seats: null } },
        { type: 'courses.CoursePublished.v1', data: { courseId } },
      ],
    })),
    ...quizzes.map(({ quizId, courseId, instructorId, title, questions }): Append => ({
      stream: `quiz-${quizId}`,
      by: instructorId,
      at: spread(0.21),
      facts: [
        { type: 'quizzes.QuizCreated.v2', data: { quizId, courseId, title, rules: DEFAULT_RULES, access: null } },
        ...questions.map((one): AcademyEvent => ({ type: 'quizzes.QuestionAdded.v1', data: { quizId, courseId, ...one } })),
        { type: 'quizzes.QuizPublished.v1', data: { quizId, courseId } },
      ],
    })),
  ];
  const seats = students.flatMap((studentId, i) =>
    [0, 1, 2].map((n) => ({ studentId, courseId: courses[(i + n * 7) % COURSES]!.courseId })),
  );
  const enrolled = Array.from(
    Map.groupBy(seats, ({ courseId }) => courseId),
    ([courseId, taken]): Append => ({
      stream: `roster-${courseId}`,
      by: taken[0]!.studentId,
      at: spread(0.25),
      facts: taken.map(({ studentId }) => ({ type: 'enrolments.StudentEnrolled.v1', data: { courseId, studentId, again: false } })),
    }),
  );
  const before = [registered, made, enrolled].flat().reduce((sum, { facts }) => sum + facts.length, 0);
  const papers = new Map(quizzes.map(({ quizId, title, questions }) => [quizId, paperOf(title, questions)]));
  const attempts = Array.from({ length: Math.ceil((events - before) / OF_ATTEMPT) }, (_, i): Append => {
    const { studentId, courseId } = seats[i % seats.length]!;
    const ofCourse = quizzes.filter((quiz) => quiz.courseId === courseId);
    const { quizId } = ofCourse[Math.floor(i / seats.length) % QUIZZES]!;
    return attempt(
      { attemptId: newId(), quizId, courseId, studentId },
      papers.get(quizId)!,
      i,
      spread(0.3 + (0.7 * i * OF_ATTEMPT) / events),
    );
  });
  return [registered, made, enrolled, attempts];
}

/** The paper that asks the questions in their order. */
export const paperOf = (title: string, questions: readonly { questionId: Id; question: Question }[]): Paper => ({
  title,
  slots: questions.map((one, i) => ({ slot: i + 1, mark: 1, ...one })),
});

/** A whole attempt of the student's, whose answers depend on `index`. */
export function attempt(who: { attemptId: Id; quizId: Id; courseId: Id; studentId: Id }, paper: Paper, index: number, at: number): Append {
  const choose = (slot: number) => ({ choice: (index * slot) % 3 === 0 ? 'c1' : 'c0' });
  const marks = paper.slots.map(({ slot, questionId, mark }) => ({
    slot,
    questionId,
    mark: choose(slot).choice === 'c0' ? mark : 0,
    maxMark: mark,
    pending: false,
    response: [],
  }));
  const score = marks.reduce((sum, { mark }) => sum + mark, 0);
  return {
    stream: `attempt-${who.attemptId}`,
    by: who.studentId,
    at,
    facts: [
      {
        type: 'quizzes.AttemptStarted.v2',
        data: { ...who, number: 1 + Math.floor(index / 5220), paper, deadline: null, terms: termsOf(DEFAULT_RULES) },
      },
      ...[1, 2, 3, 4].map((slot): AcademyEvent => ({
        type: 'quizzes.AnswerSaved.v1',
        data: { ...who, slot, answer: choose(slot), sequence: slot },
      })),
      {
        type: 'quizzes.AttemptSubmitted.v1',
        data: { ...who, by: 'student', answers: Object.fromEntries(paper.slots.map(({ slot }) => [slot, choose(slot)])) },
      },
      {
        type: 'quizzes.AttemptGraded.v2',
        data: {
          ...who,
          score: { score, maxScore: paper.slots.length, marks },
          former: null,
          cause: { kind: 'submission' },
          lateSeconds: 0,
        },
      },
    ],
  };
}

export const contextOf = ({ by, at }: Append): AppendContext => {
  const commandId = newId();
  return { commandId, correlationId: commandId, causationId: commandId, by, at: instant(at) };
};

/** Writes them to the log, 32 at once, wherever their streams stand. Gives the number of facts and the position of the last. */
export async function write(log: EventLog, appends: readonly Append[]): Promise<{ count: number; head: bigint }> {
  let head = 0n;
  let count = 0;
  await inParallel(appends, 32, async (append) => {
    const { position } = await log.append(append.stream, append.facts, 'any', contextOf(append));
    if (BigInt(position) > head) head = BigInt(position);
    count += append.facts.length;
  });
  return { count, head };
}

/** Writes such a history to the log itself, without commands. Gives the number of facts and the position of the last. */
export async function writeHistory(log: EventLog, events: number): Promise<{ count: number; head: bigint }> {
  const lists = history(events);
  await inParallel(lists[0]!, 32, (registration) => log.keys.issue(registration.by, contextOf(registration)));
  const whole = { count: 0, head: 0n };
  for (const list of lists) {
    const { count, head } = await write(log, list);
    whole.count += count;
    if (head > whole.head) whole.head = head;
  }
  return whole;
}

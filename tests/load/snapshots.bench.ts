/**
 * Loading a long stream into a process that has nothing of it in memory, as a backend does after its start: folded from all its facts, and
 * from its snapshot with what came after. Each kind of stream that is snapshotted, with as many facts as a large academy may come to.
 */
import { instant, newId, type Fact, type Lesson, type Question } from '@lyceum/contracts';
import { openEventLog, RootSecret, type AppendContext } from '@lyceum/stores';
import { sessions } from '../../backend/src/accounts/session.ts';
import { courses } from '../../backend/src/courses/course.ts';
import type { Decider } from '../../backend/src/deciding/decider.ts';
import { Streams } from '../../backend/src/deciding/streams.ts';
import { rosters } from '../../backend/src/enrolments/roster.ts';
import { quizzes } from '../../backend/src/quizzes/quiz.ts';
import { until } from '../harness/until.ts';
import { Node } from '../harness/node.ts';
import { less, percentile, timed } from './figures.ts';

const LOADS = 15;
/** Facts after the newest snapshot: half of what may come before the next. */
const TAIL = 100;
const A_THOUSAND = 1000;

const id = newId();
const made = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index));
const question = (number: number): Question => ({
  type: 'single',
  text: `Which of these is the ${number}th of them all, and why is it not the one before?`,
  mark: 1,
  shuffle: true,
  choices: ['this one', 'another', 'none of them'].map((text, i) => ({ id: `c${i}`, text, fraction: i === 0 ? 1 : 0 })),
});
const lesson = (number: number): Lesson => ({
  lessonId: newId(),
  title: `Lesson ${number}`,
  text: `What lesson ${number} is about. `.repeat(40),
  video: null,
});
const lessons = made(20, lesson);

const histories: readonly (readonly [name: string, decider: Decider<unknown, never>, facts: readonly Fact[]])[] = [
  [
    'roster of 10,000 enrolments',
    rosters as Decider<unknown, never>,
    made(10_000, () => ({ type: 'enrolments.StudentEnrolled.v1', data: { courseId: id, studentId: newId(), again: false } })),
  ],
  [
    'quiz of 3,000 questions',
    quizzes as Decider<unknown, never>,
    [
      {
        type: 'quizzes.QuizCreated.v1',
        data: { quizId: id, courseId: id, title: 'Q', rules: { timeLimitSeconds: null, attemptsAllowed: null } },
      },
      ...made(3000, (n) => ({
        type: 'quizzes.QuestionAdded.v1',
        data: { quizId: id, courseId: id, questionId: newId(), question: question(n) },
      })),
    ],
  ],
  [
    'course of 20 lessons edited 1,000 times',
    courses as Decider<unknown, never>,
    [
      { type: 'courses.CourseCreated.v1', data: { courseId: id, instructorId: id, title: 'C', summary: '', seats: null } },
      ...lessons.map((one) => ({ type: 'courses.LessonAdded.v1', data: { courseId: id, lesson: one } })),
      ...made(1000, (n) => ({ type: 'courses.LessonEdited.v1', data: { courseId: id, lesson: lessons[n % lessons.length] } })),
    ],
  ],
  [
    'session refreshed 3,000 times',
    sessions as Decider<unknown, never>,
    [
      {
        type: 'accounts.SessionStarted.v1',
        data: { sessionId: id, personId: id, tokenHash: 'h'.repeat(43), device: null, expires: instant(0) },
      },
      ...made(3000, () => ({
        type: 'accounts.SessionRefreshed.v1',
        data: { sessionId: id, tokenHash: 'h'.repeat(43), expires: instant(0) },
      })),
    ],
  ],
];

const context = (): AppendContext => {
  const commandId = newId();
  return { commandId, correlationId: commandId, causationId: commandId, by: null, at: instant(Date.now()) };
};
const logger = { warn: (fields: object, message: string) => console.error(message, fields) };

const node = await Node.start('eventstore');
const log = openEventLog({ url: node.url, secret: new RootSecret(Buffer.alloc(32, 1).toString('base64')) });

/** How long a process that knows nothing of the stream takes to its state, in the median. */
async function loading(decider: Decider<unknown, never>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < LOADS; i++) {
    const streams = new Streams(log, logger);
    times.push(await timed(() => streams.look(decider, id)));
  }
  return percentile(times, 0.5);
}

try {
  for (const [name, decider, facts] of histories) {
    const stream = decider.stream(id);
    const append = async (some: readonly Fact[]) => {
      for (let from = 0; from < some.length; from += A_THOUSAND)
        await log.append(stream, some.slice(from, from + A_THOUSAND), 'any', context());
    };
    await append(facts.slice(0, -TAIL));
    const whole: Decider<unknown, never> = { stream: decider.stream, initial: decider.initial, evolve: decider.evolve };
    await new Streams(log, logger).look(decider, id);
    await until('the snapshot is there', () => log.snapshots.find(stream, decider.snapshot!.version), { every: 10 });
    await append(facts.slice(-TAIL));
    const without = await loading(whole);
    less(`snapshots: ${name}, loaded`, await loading(decider), 'ms', { name: 'from the whole stream', figure: without });
  }
} finally {
  await log.close();
  await node.stop();
}

/**
 * What a submission costs while a bank grows from 10 to 10,000 questions, of which each attempt draws 10, and while a course grows from 10
 * to 10,000 students, each with a graded attempt: how long it takes in the median, and the CPU of all processes of the product until the
 * read models have it too. Each beside the smallest (the short form: 10 and 1,000).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_RULES, newId, type AcademyEvent, type AttemptStarted, type Id, type Overview } from '@lyceum/contracts';
import { inParallel } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { attempt, paperOf, question, type Append } from './academy-facts.ts';
import { less, percentile, SHORT, timed } from './figures.ts';
import { LoadClient } from './http.ts';
import { Seeding, type Seated } from './seeding.ts';

const SIZES = SHORT ? [10, 1000] : [10, 100, 1000, 10_000];
const ROUNDS = SHORT ? 5 : 10;
/** Programs that have just started get faster for a while: the smallest must not be measured then. */
const warming = (size: number) => (size === SIZES[0] ? 15 : 3);
const TAKERS = 10;
const QUESTIONS = 10;
/** How long the read models have for what hangs on the one that is waited for. */
const REST = 150;

const questions = Array.from({ length: QUESTIONS }, (_, n) => ({ questionId: newId(), question: question(n + 1) }));

/** A course with a quiz; what it asks are `places`. */
function course(courseId: Id, quizId: Id, by: Id, places: readonly AcademyEvent[]): Append[] {
  const at = Date.now();
  return [
    {
      ...{ stream: `course-${courseId}`, by, at },
      facts: [
        { type: 'courses.CourseCreated.v1', data: { courseId, instructorId: by, title: 'That grows', summary: 'And grows', seats: null } },
        { type: 'courses.CoursePublished.v1', data: { courseId } },
      ],
    },
    {
      ...{ stream: `quiz-${quizId}`, by, at },
      facts: [
        { type: 'quizzes.QuizCreated.v2', data: { quizId, courseId, title: 'Of ten', rules: DEFAULT_RULES, access: null } },
        ...places,
        { type: 'quizzes.QuizPublished.v1', data: { quizId, courseId } },
      ],
    },
  ];
}

/** What is being measured: a course with its takers, and how it grows. */
interface Growing {
  readonly quizId: Id;
  readonly takers: readonly Seated[];
  /** Makes it larger by so many. */
  grow(more: number, from: number): Promise<void>;
}

async function bank(seeding: Seeding): Promise<Growing> {
  const [courseId, quizId, categoryId, by] = [newId(), newId(), newId(), newId()];
  const draw = { categoryId, below: true, tags: [], mark: 1 };
  const places = questions.map(({ questionId }): AcademyEvent => ({
    type: 'quizzes.DrawAdded.v1',
    data: { quizId, courseId, questionId, draw },
  }));
  const of = () => ({ by, at: Date.now() });
  const takers = await seeding.people(TAKERS);
  await seeding.write([
    ...course(courseId, quizId, by, places),
    {
      ...of(),
      stream: `bank-${courseId}`,
      facts: [{ type: 'quizzes.CategoryAdded.v1', data: { courseId, categoryId, parentId: null, title: 'All' } }],
    },
  ]);
  await seeding.enrol(
    courseId,
    takers.map(({ personId }) => personId),
  );
  return {
    quizId,
    takers,
    grow: async (more, from) => {
      const ids = Array.from({ length: more }, () => newId());
      await seeding.write(
        ids.map((questionId, at) => ({
          ...of(),
          stream: `question-${questionId}`,
          facts: [{ type: 'quizzes.QuestionWritten.v1', data: { courseId, questionId, version: 1, question: question(from + at + 1) } }],
        })),
      );
      for (let at = 0; at < more; at += 1000) {
        const facts = ids
          .slice(at, at + 1000)
          .map((questionId): AcademyEvent => ({ type: 'quizzes.QuestionFiled.v1', data: { courseId, questionId, categoryId, tags: [] } }));
        await seeding.write([{ ...of(), stream: `bank-${courseId}`, facts }]);
      }
    },
  };
}

async function students(seeding: Seeding): Promise<Growing> {
  const [courseId, quizId, by] = [newId(), newId(), newId()];
  const places = questions.map((one): AcademyEvent => ({ type: 'quizzes.QuestionAdded.v1', data: { quizId, courseId, ...one } }));
  await seeding.write(course(courseId, quizId, by, places));
  const takers = await seeding.people(TAKERS);
  await seeding.enrol(
    courseId,
    takers.map(({ personId }) => personId),
  );
  const paper = paperOf('Of ten', questions);
  return {
    quizId,
    takers,
    grow: async (more, from) => {
      // The takers are the first of them.
      const others = (await seeding.people(Math.max(0, from + more - Math.max(from, TAKERS)))).map(({ personId }) => personId);
      await seeding.enrol(courseId, others);
      await seeding.write(
        others.map((studentId, at) => attempt({ attemptId: newId(), quizId, courseId, studentId }, paper, at, Date.now())),
      );
    },
  };
}

/** Every taker starts an attempt, then all hand in, one after the other; how long each took, and the CPU of all of it. */
async function round(product: Product, admin: Person, { quizId, takers }: Growing) {
  const clients = takers.map(({ token }) => new LoadClient(product.url, token));
  let newest = '0';
  const settled = async () => {
    admin.saw(newest);
    await until('the read models have got there', () => admin.get<Overview>('/api/analytics/overview'), { seconds: 60 });
    await sleep(REST);
  };
  const cpu = () => Object.values(product.usage()).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const starts: number[] = [];
  const submits: number[] = [];
  const open = await inParallel(clients, 1, async (client) => {
    let started: AttemptStarted | undefined;
    starts.push(
      await timed(async () => {
        const { body, position } = await client.post<AttemptStarted>(`/api/quizzes/${quizId}/attempts`);
        [started, newest] = [body, position!];
      }),
    );
    const answers = Object.fromEntries(started!.paper.questions.map(({ slot, choices }) => [slot, { choice: choices![0]!.id }]));
    return { client, path: `/api/attempts/${started!.attemptId}/submission`, answers };
  });
  await settled();
  const before = cpu();
  for (const { client, path, answers } of open)
    submits.push(await timed(async () => (newest = (await client.post(path, { answers })).position!)));
  await settled();
  const spent = cpu() - before;
  for (const client of clients) client.close();
  return { starts, submits, cpuSeconds: spent };
}

async function curve(what: string, thing: string, make: (seeding: Seeding) => Promise<Growing>): Promise<void> {
  const product = await Product.start();
  const seeding = new Seeding(product);
  try {
    const admin = await product.api.signIn(ADMIN);
    const growing = await make(seeding);
    let smallest: readonly number[] | undefined;
    for (const [at, size] of SIZES.entries()) {
      await growing.grow(size - (SIZES[at - 1] ?? 0), SIZES[at - 1] ?? 0);
      admin.saw(seeding.position);
      await until('the read models have got there', () => admin.overview(), { seconds: 600, every: 500 });
      for (let i = 0; i < warming(size); i++) await round(product, admin, growing);
      const rounds: Awaited<ReturnType<typeof round>>[] = [];
      for (let i = 0; i < ROUNDS; i++) rounds.push(await round(product, admin, growing));
      const submits = rounds.flatMap((one) => one.submits);
      const figures = [
        percentile(submits, 0.5),
        (rounds.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) / submits.length) * 1000,
        percentile(
          rounds.flatMap((one) => one.starts),
          0.5,
        ),
      ] as const;
      smallest ??= figures;
      for (const [i, name] of ['submit p50', 'CPU of a submit', 'start p50'].entries())
        less(`${what} of ${size.toLocaleString('en')} ${thing}: ${name}`, figures[i]!, 'ms', {
          name: `${SIZES[0]} ${thing}`,
          figure: smallest[i]!,
        });
    }
  } finally {
    await seeding.close();
    await product.stop();
  }
}

await curve('growth: a bank', 'questions', bank);
await curve('growth: a course', 'students', students);

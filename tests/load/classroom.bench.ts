/**
 * A class of 500 starts the same quiz of 10 questions in the same second, answers for a minute, an answer every 3 to 6 seconds each, and
 * hands in within 3 seconds (the short form: 100 of them, 15 seconds). Beside it the same calls of a student alone in the same run.
 * Afterwards nothing may be missing: every acknowledged answer and submission is looked for in the log, the attempts and the gradebook.
 */
import { isDeepStrictEqual } from 'node:util';
import { laterPosition, type AttemptDetail, type Gradebook } from '@lyceum/contracts';
import { inParallel, makeAcademy, type Academy } from '../harness/academy.ts';
import { readLedger } from '../harness/ledger.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { CALLS, takeQuiz, type Pace, type Taken, type Times } from './classroom.ts';
import { less, more, percentile, report, SHORT } from './figures.ts';
import { Seeding } from './seeding.ts';

const STUDENTS = SHORT ? 100 : 500;
const TOGETHER: Pace = { starting: 1, seconds: SHORT ? 15 : 60, thinking: [3, 6], ending: 3 };
const ALONE: Pace = { starting: 0, seconds: 1, thinking: [0.02, 0.03], ending: 0 };
const ALONE_ATTEMPTS = 8;
const SHARES = [0.5, 0.95, 0.99];

const noTimes = (): Times => ({ start: [], save: [], submit: [] });

/** @throws unless everything that was acknowledged is in the log, in the attempts and in the gradebook */
async function lookForAll(product: Product, { instructor, courseId, quizId }: Academy, taken: readonly Taken[]): Promise<void> {
  const wanted = (what: string, found: unknown, expected: unknown) => {
    if (!isDeepStrictEqual(found, expected)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  };
  const streams = new Set(taken.map(({ attemptId }) => `attempt-${attemptId}`));
  const facts = Map.groupBy(
    (await readLedger(product.eventstoreUrl)).filter(({ stream }) => streams.has(stream)),
    ({ type }) => type,
  );
  const count = (type: string) => facts.get(type)?.length ?? 0;
  const saves = taken.reduce((sum, one) => sum + one.saves, 0);
  wanted('answers in the log', count('quizzes.AnswerSaved.v1'), saves);
  for (const type of ['quizzes.AttemptSubmitted.v1', 'quizzes.AttemptGraded.v2']) wanted(`${type} in the log`, count(type), taken.length);
  await inParallel(taken, 8, async ({ client, attemptId, answers, right, position }) => {
    const { phase, score, answers: kept } = (await client.get<AttemptDetail>(`/api/attempts/${attemptId}`, position)).body;
    wanted(attemptId, { phase, score, answers: kept }, { phase: 'submitted', score: right, answers });
  });
  instructor.saw(taken.reduce((newest, { position }) => laterPosition(newest, position), '0'));
  const book = await until('the gradebook has got there', () => instructor.get<Gradebook>(`/api/courses/${courseId}/gradebook`), {
    seconds: 120,
  });
  const scores = new Map(book.rows.map(({ grades }) => [grades[quizId]?.attemptId, grades[quizId]?.score]));
  for (const { attemptId, right } of taken) wanted(`${attemptId} in the gradebook`, scores.get(attemptId), right);
  report({ name: `classroom: acknowledged answers and submissions looked for`, figure: saves + taken.length, unit: '' });
  less('classroom: of them lost', 0, '');
}

const product = await Product.start();
const seeding = new Seeding(product);
try {
  const academy = await makeAcademy(product, { students: 0, questions: 10 });
  const { courseId, quizId } = academy;
  const [loner, ...students] = await seeding.people(STUDENTS + 1);
  await seeding.enrol(
    courseId,
    [loner!, ...students].map(({ personId }) => personId),
  );
  academy.admin.saw(seeding.position);
  await until('the read models have got there', () => academy.admin.overview(), { seconds: 120 });
  const take = (who: typeof loner, pace: Pace, seed: string, times: Times) =>
    takeQuiz(product.url, quizId, who!, academy.answers, pace, seed, times);

  const alone = noTimes();
  for (let i = 0; i < ALONE_ATTEMPTS; i++) (await take(loner, ALONE, `alone ${i}`, alone)).client.close();

  const times = noTimes();
  const before = product.usage();
  const began = performance.now();
  const taken = await Promise.all(students.map((student, i) => take(student, TOGETHER, `student ${i}`, times)));
  const seconds = (performance.now() - began) / 1000;
  const after = product.usage();
  more(`classroom: answers saved by ${STUDENTS} students`, times.save.length / TOGETHER.seconds, '/s');
  for (const call of CALLS)
    for (const share of SHARES)
      less(`classroom: ${call} p${share * 100}`, percentile(times[call], share), 'ms', {
        name: 'a student alone',
        figure: percentile(alone[call], share),
      });
  for (const [part, { cpuSeconds }] of Object.entries(after))
    report({
      name: `classroom: CPU of ${part}`,
      figure: ((cpuSeconds - before[part as keyof typeof before].cpuSeconds) / seconds) * 100,
      unit: '% of a core',
    });
  await lookForAll(product, academy, taken);
  for (const { client } of taken) client.close();
} finally {
  await seeding.close();
  await product.stop();
}

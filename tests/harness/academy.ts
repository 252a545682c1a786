/**
 * A small academy, made through the API: one course with one quiz of single-choice questions, its instructor and its students.
 *
 *     const academy = await makeAcademy(product, { students: 4, questions: 10 });
 *     const { attemptId, paper } = await academy.students[0].startAttempt(academy.quizId);
 *     await academy.students[0].submit(attemptId, academy.answers(paper, 7));   // seven right, three wrong
 */
import type { PublicPaper } from '@lyceum/contracts';
import type { Person } from './client.ts';
import { ADMIN, type Product } from './product.ts';

export interface AcademyPlan {
  readonly students?: number;
  /** How many of the students are enrolled; all of them without it. */
  readonly enrolled?: number;
  readonly questions?: number;
  readonly seats?: number;
  readonly timeLimitSeconds?: number;
  readonly attemptsAllowed?: number;
}

export interface Academy {
  readonly admin: Person;
  readonly instructor: Person;
  readonly students: readonly Person[];
  readonly courseId: string;
  readonly quizId: string;
  /** Answers to all questions of the paper by slot: the first `right` of them right, the others wrong. */
  answers(paper: PublicPaper, right?: number): Record<string, { choice: string }>;
}

const gift = (questions: number): string =>
  Array.from({ length: questions }, (_, i) => `::Question ${i + 1}::Which one fits ${i + 1}? {=this one ~another ~none of them}`).join(
    '\n\n',
  );

/** What `Academy.answers` gives, for any paper whose questions were made here. */
export const answersOf: Academy['answers'] = (paper, right = paper.questions.length) =>
  Object.fromEntries(
    paper.questions.map(({ slot, choices }, index) => {
      const wanted = index < right ? 'this one' : 'another';
      return [slot, { choice: choices!.find(({ text }) => text.includes(wanted))!.id }];
    }),
  );

/** Does `work` for each, `atOnce` at a time, and keeps the order. */
export async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

let academies = 0;

/** Signs up `count` people with names of their own; signing up and in costs two hashes of tens of milliseconds each. */
export const signUp = (product: Product, count: number, name = 'Student'): Promise<Person[]> => {
  const group = ++academies;
  const names = Array.from({ length: count }, (_, i) => `${name} ${group}-${i + 1}`);
  return inParallel(names, 4, (own) => product.api.person(own));
};

export async function makeAcademy(product: Product, plan: AcademyPlan = {}): Promise<Academy> {
  const admin = await product.api.signIn(ADMIN);
  const instructor = await product.api.person(`Instructor ${++academies}`, ['instructor'], admin);
  const courseId = await instructor.createCourse({ title: `Course ${academies}`, ...(plan.seats !== undefined && { seats: plan.seats }) });
  const quizId = await instructor.createQuiz(courseId, {
    title: `Quiz ${academies}`,
    attemptsAllowed: plan.attemptsAllowed ?? 1_000_000,
    ...(plan.timeLimitSeconds !== undefined && { timeLimitSeconds: plan.timeLimitSeconds }),
  });
  await instructor.importGift(quizId, gift(plan.questions ?? 10));
  await instructor.publishQuiz(quizId);
  await instructor.publishCourse(courseId);
  const students = await signUp(product, plan.students ?? 4);
  await inParallel(students.slice(0, plan.enrolled), 4, (student) => student.enrol(courseId));
  return { admin, instructor, students, courseId, quizId, answers: answersOf };
}

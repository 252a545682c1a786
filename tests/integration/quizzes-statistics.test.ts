import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QuizStatistics } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api, Person } from '../harness/client.ts';
import { ROOT } from '../harness/product.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let api: Api;
let inge: Person;
let courseId = '';

beforeAll(async () => {
  house = await House.build();
  api = (await house.backend()).api;
  inge = await api.person('Inge', ['instructor'], await api.signIn(ADMIN));
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
});
afterAll(() => house?.close());

const statisticsOf = (quizId: string) => inge.get<QuizStatistics>(`/api/quizzes/${quizId}/statistics`);

test('figures, answers by their texts, and who may see them', async () => {
  const quizId = await inge.createQuiz(courseId, { title: 'Capitals' });
  const choices = ['Kyiv', 'Lviv'].map((text) => ({ text, fraction: Number(text === 'Kyiv') }));
  await inge.post(`/api/quizzes/${quizId}/questions`, { type: 'single', text: 'Capital?', mark: 3, shuffle: true, choices });
  await inge.post(`/api/quizzes/${quizId}/questions`, { type: 'trueFalse', text: 'Is it?', correct: true });
  await inge.publishQuiz(quizId);
  expect(await statisticsOf(quizId)).toMatchObject({
    attempts: 0,
    mean: null,
    maxScore: 4,
    questions: [
      { slot: 1, attempts: 0, facility: null },
      { slot: 2, attempts: 0 },
    ],
  });
  for (const [name, choice] of [
    ['Ann', 'Kyiv'],
    ['Bob', 'Lviv'],
    ['Cat', null],
  ] as const) {
    const student = await api.person(name);
    await student.enrol(courseId);
    const { attemptId, paper } = await student.startAttempt(quizId);
    const chosen = paper.questions[0]!.choices!.find(({ text }) => text === choice);
    await student.submit(attemptId, { ...(chosen && { 1: { choice: chosen.id } }), 2: { value: true } });
    inge.saw(student.seen);
    expect((await student.try('GET', `/api/quizzes/${quizId}/statistics`)).status).toBe(403);
  }
  const { attempts, mean, histogram, questions } = await statisticsOf(quizId);
  expect([attempts, mean, histogram[2], histogram[9]]).toEqual([3, 2, 2, 1]);
  expect(questions[0]).toMatchObject({ slot: 1, type: 'single', text: 'Capital?', maxMark: 3, attempts: 3, intendedWeight: 75 });
  expect(questions[0]?.facility).toBeCloseTo(1 / 3, 9);
  expect(questions[0]?.choices).toEqual([
    { id: 'c1', text: 'Kyiv', fraction: 1, count: 1 },
    { id: 'c2', text: 'Lviv', fraction: 0, count: 1 },
    { id: '', text: '', fraction: 0, count: 1 },
  ]);
  expect(questions[1]).toMatchObject({ facility: 1, standardDeviation: 0, discriminationIndex: null, discriminativeEfficiency: null });
});

/** Tests of Moodle's own figures, where its files lie beside the project; they are not part of it. */
const MOODLE = ['../shared/data', '../steering/shared/data']
  .map((path) => join(ROOT, path, 'moodle/statistics'))
  .find((path) => existsSync(join(path, 'qstats00.csv')));
const csv = (name: string) => {
  const [head = '', ...lines] = readFileSync(`${MOODLE}/${name}`, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [head.split(',')[at], cell])));
};
const COLUMNS = {
  facility: 'facility',
  standardDeviation: 'sd',
  effectiveWeight: 'effectiveweight',
  discriminationIndex: 'discriminationindex',
  discriminativeEfficiency: 'discriminativeefficiency',
} as const;

test.skipIf(MOODLE === undefined)(
  'Moodle’s figures from Moodle’s marks, through the API, to six digits (needs ../shared/data)',
  async () => {
    const wanted = csv('qstats00.csv').filter(({ subqname, variant }) => !subqname && !variant);
    const results = csv('results00.csv');
    const quizId = await inge.createQuiz(courseId, { title: 'Of Moodle' });
    for (const { slot, maxmark } of wanted) {
      const marks = [...new Set(results.map((row) => Number(row[`slots.${slot}.mark`])))].filter((mark) => mark > 0);
      const answers = [{ text: 'full', fraction: 1 }, ...marks.map((mark) => ({ text: `m${mark}`, fraction: mark / Number(maxmark) }))];
      await inge.post(`/api/quizzes/${quizId}/questions`, { type: 'shortAnswer', text: `Slot ${slot}`, mark: Number(maxmark), answers });
    }
    await inge.publishQuiz(quizId);
    for (const [at, row] of results.entries()) {
      const student = await api.person(`Student ${at}`);
      await student.enrol(courseId);
      const { attemptId } = await student.startAttempt(quizId);
      const answers = Object.fromEntries(wanted.map(({ slot }) => [slot, { text: `m${Number(row[`slots.${slot}.mark`])}` }]));
      await student.submit(attemptId, answers);
      inge.saw(student.seen);
    }
    const { questions } = await statisticsOf(quizId);
    for (const row of wanted)
      for (const [ours, theirs] of Object.entries(COLUMNS)) {
        const value = questions.find(({ slot }) => slot === Number(row['slot']))?.[ours as keyof typeof COLUMNS] ?? NaN;
        const right = Number(row[theirs]);
        expect(Math.abs(value - right), `${ours} of slot ${row['slot']}`).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(right)));
      }
  },
);

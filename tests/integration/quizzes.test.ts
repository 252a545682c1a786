import type { FactChain, ImportResult, QuizDetail } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [inge, olaf, ann, bob, eve]: Person[] = [];
let courseId = '';

const GIFT = [
  '// four questions, and one that no one can read',
  '::Capital:: The capital of Ukraine is {=Kyiv ~Lviv ~Odesa}',
  '::Sum:: Two and two is {#4:0}',
  '::Broken:: This never ends {=a ~b',
  '::Sky:: The sky is green.{F}',
  '::Greek:: Who taught at the Lyceum? {=Aristotle =Aristoteles}',
].join('\n\n');

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const admin = await backend.api.signIn(ADMIN);
  inge = await backend.api.person('Inge', ['instructor'], admin);
  olaf = await backend.api.person('Olaf', ['instructor'], admin);
  [ann, bob, eve] = [await backend.api.person('Ann'), await backend.api.person('Bob'), await backend.api.person('Eve')];
  courseId = await inge.createCourse({ title: 'Bars' });
  await inge.publishCourse(courseId);
  for (const student of [ann, bob]) await student.enrol(courseId);
});
afterAll(() => house?.close());

const published = async (rules: { attemptsAllowed?: number; timeLimitSeconds?: number } = {}) => {
  const quizId = await inge!.createQuiz(courseId, { title: 'First', ...rules });
  await inge!.importGift(quizId, GIFT);
  await inge!.publishQuiz(quizId);
  return quizId;
};
const right = (paper: { questions: { slot: number; type: string; choices?: { id: string; text: string }[] | undefined }[] }) =>
  Object.fromEntries(
    paper.questions.map(({ slot, type, choices }) => {
      if (type === 'single') return [slot, { choice: choices!.find(({ text }) => text === 'Kyiv')!.id }];
      return [slot, type === 'numerical' ? { number: 4 } : type === 'trueFalse' ? { value: false } : { text: 'ARISTOTELES ' }];
    }),
  );

describe('writing', () => {
  test('a file comes in but for what cannot be read; the preview adds nothing', async () => {
    const quizId = await inge!.createQuiz(courseId, { title: 'Imported' });
    const preview = await inge!.post<ImportResult>(`/api/quizzes/${quizId}/import?format=gift&preview=true`, GIFT);
    expect(preview).toMatchObject({ imported: 4, skipped: [{ line: 7, reason: expect.stringContaining('never end') }] });
    expect((await inge!.get<QuizDetail>(`/api/quizzes/${quizId}`)).questions).toEqual([]);
    await inge!.importGift(quizId, GIFT);
    const { questions, phase } = await inge!.get<QuizDetail>(`/api/quizzes/${quizId}`);
    expect([phase, questions.map(({ question }) => question.type)]).toEqual(['draft', ['single', 'numerical', 'trueFalse', 'shortAnswer']]);
  });
  test('an empty file is nothing, and other kinds of content are refused', async () => {
    const quizId = await inge!.createQuiz(courseId, { title: 'Empty' });
    expect(await inge!.importGift(quizId, '')).toMatchObject({ imported: 0, skipped: [] });
    expect((await inge!.try('POST', `/api/quizzes/${quizId}/import?format=gift`, { a: 1 })).status).toBe(415);
    expect((await inge!.try('POST', `/api/quizzes/${quizId}/import?format=docx`, 'x')).problem?.errors?.[0]?.path).toBe('format');
    const xml = await inge!.try<ImportResult>('POST', `/api/quizzes/${quizId}/import?format=moodle-xml`, '<quiz/>', {
      headers: { 'content-type': 'application/xml' },
    });
    expect([xml.status, xml.body.skipped]).toMatchObject([200, [{ line: 1 }]]);
  });
  test('questions leave as a file and come back as they were', async () => {
    const quizId = await inge!.createQuiz(courseId, { title: 'Été: 1' });
    const drafts = [
      { type: 'ordering', text: 'Order', items: ['a', 'b'] },
      { type: 'gaps', text: 'Say {1:SHORTANSWER:=yes} & {1:MULTICHOICE:=a~b}', mark: 2 },
      { type: 'essay', text: 'Why?', guidance: 'Look for *why*.' },
      {
        type: 'numerical',
        text: 'How far?',
        answers: [{ number: 1.5, fraction: 1 }],
        units: [{ unit: 'm', multiplier: 1 }],
        unitPenalty: 0.2,
      },
    ];
    for (const draft of drafts) await inge!.post(`/api/quizzes/${quizId}/questions`, draft);
    const [xml, gift] = [
      await inge!.try<string>('GET', `/api/quizzes/${quizId}/export?format=moodle-xml`),
      await inge!.try<string>('GET', `/api/quizzes/${quizId}/export?format=gift`),
    ];
    expect(xml.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(xml.headers.get('content-disposition')).toBe(
      `attachment; filename="Ete-1.moodle.xml"; filename*=UTF-8''%C3%89t%C3%A9-1.moodle.xml`,
    );
    expect([xml, gift].map(({ status, headers }) => [status, headers.get('lyceum-left-out')])).toEqual([
      [200, '0'],
      [200, '4'],
    ]);
    expect(gift.body).toContain('// question 1: it is not in this file: GIFT has no ordering questions');

    const again = await inge!.createQuiz(courseId, { title: 'Again' });
    const file = { headers: { 'content-type': 'application/xml' } };
    expect((await inge!.try('POST', `/api/quizzes/${again}/import?format=moodle-xml`, xml.body, file)).body).toMatchObject({
      imported: 4,
      notes: [],
    });
    const asked = async (id: string) => (await inge!.get<QuizDetail>(`/api/quizzes/${id}`)).questions.map(({ question }) => question);
    expect(await asked(again)).toEqual(await asked(quizId));
  });
  test('an Aiken file comes in', async () => {
    const quizId = await inge!.createQuiz(courseId, { title: 'Aiken' });
    expect(await inge!.post(`/api/quizzes/${quizId}/import?format=aiken`, 'Sky?\nA) blue\nB) green\nANSWER: A\n')).toMatchObject({
      imported: 1,
      questions: [{ line: 1, type: 'single', text: 'Sky?', category: null, tags: [] }],
    });
  });
  test('five thousand questions come in, and are too many for one paper', async () => {
    const quizId = await inge!.createQuiz(courseId, { title: 'Bank' });
    const file = Array.from({ length: 5000 }, (_, i) => `Pick ${i} {=right ~wrong}`).join('\n\n');
    expect((await inge!.importGift(quizId, file)).imported).toBe(5000);
    expect((await inge!.get<QuizDetail>(`/api/quizzes/${quizId}`)).questions).toHaveLength(5000);
    expect((await inge!.try('POST', `/api/quizzes/${quizId}/publication`)).problem?.code).toBe('quiz-too-large');
  });
  test('questions are added, written anew and taken out', async () => {
    const quizId = await inge!.createQuiz(courseId, { title: 'By hand' });
    const draft = { type: 'trueFalse', text: 'Is it?', correct: true };
    expect((await inge!.try('POST', `/api/quizzes/${quizId}/publication`)).problem?.code).toBe('quiz-without-questions');
    const { questionId } = await inge!.post<{ questionId: string }>(`/api/quizzes/${quizId}/questions`, draft);
    await inge!.put(`/api/quizzes/${quizId}/questions/${questionId}`, { ...draft, mark: 2.5 });
    expect((await inge!.get<QuizDetail>(`/api/quizzes/${quizId}`)).questions).toMatchObject([{ questionId, question: { mark: 2.5 } }]);
    expect((await inge!.try('DELETE', `/api/quizzes/${quizId}/questions/${questionId}`)).status).toBe(204);
    expect((await inge!.try('DELETE', `/api/quizzes/${quizId}/questions/${questionId}`)).problem?.code).toBe('question-not-found');
  });
  test.each([
    [
      {
        type: 'single',
        text: 'x',
        choices: [
          { text: 'a', fraction: 0.5 },
          { text: 'b', fraction: 0 },
        ],
      },
      'choices',
    ],
    [{ type: 'single', text: 'x', choices: [{ text: 'a', fraction: 1 }] }, 'choices'],
    [
      {
        type: 'single',
        text: 'x',
        choices: [
          { text: 'a', fraction: 3 },
          { text: 'b', fraction: 0 },
        ],
      },
      'choices.0.fraction',
    ],
    [{ type: 'riddle', text: 'x' }, 'type'],
    [{ type: 'trueFalse', text: 'x', correct: 'yes' }, 'correct'],
    [{ type: 'numerical', text: 'x', answers: [{ number: 'four', fraction: 1 }] }, 'answers.0.number'],
  ])('a question with a fault says where: %j', async (draft, path) => {
    const quizId = await inge!.createQuiz(courseId, { title: 'Faults' });
    const { status, problem } = await inge!.try('POST', `/api/quizzes/${quizId}/questions`, draft);
    expect([status, problem?.errors?.[0]?.path]).toEqual([400, path]);
  });
});

test('from a paper to a grade in the book, with the facts behind it', async () => {
  const quizId = await published({ attemptsAllowed: 1 });
  const { attemptId, paper } = await ann!.startAttempt(quizId);
  expect(JSON.stringify(paper)).not.toMatch(/fraction|correct|tolerance/);
  await ann!.saveAnswer(attemptId, 1, { choice: 'c2' }, 1);
  await ann!.saveAnswer(attemptId, 2, { number: 5 }, 3);
  await ann!.saveAnswer(attemptId, 2, { number: 4 }, 2);
  expect((await ann!.attempt(attemptId)).answers).toEqual({ 1: { choice: 'c2' }, 2: { number: 5 } });
  expect((await ann!.attempt(attemptId)).review).toBeNull();

  const { 2: _, ...answers } = right(paper);
  const submitted = await ann!.submit(attemptId, answers);
  expect(submitted).toMatchObject({ score: 3, maxScore: 4, receipt: expect.stringContaining(attemptId) });
  expect(await ann!.submit(attemptId, right(paper))).toEqual(submitted);

  const detail = await ann!.attempt(attemptId);
  expect(detail).toMatchObject({ phase: 'submitted', by: 'student', score: 3, answers: { 2: { number: 5 } } });
  expect(detail.review?.map(({ correct, rightAnswer }) => [correct, rightAnswer])).toEqual([
    ['right', 'Kyiv'],
    ['wrong', '4'],
    ['right', 'False'],
    ['right', 'Aristotle or Aristoteles'],
  ]);

  inge!.saw(ann!.seen);
  const book = await inge!.gradebook(courseId);
  expect(book.columns).toContainEqual(
    expect.objectContaining({ id: quizId, kind: 'quiz', title: 'First', maxScore: 4, counts: 'highest' }),
  );
  expect(book.rows.find(({ personId }) => personId === ann!.personId)).toMatchObject({
    name: 'Ann',
    grades: { [quizId]: { score: 3, attemptId } },
  });
  expect((await ann!.grades()).items.find((item) => item.quizId === quizId)).toMatchObject({
    courseTitle: 'Bars',
    grade: { score: 3 },
    attempts: [{ attemptId, number: 1, phase: 'submitted' }],
  });

  for (const who of [ann!, inge!]) {
    const { items } = await who.get<FactChain>(`/api/attempts/${attemptId}/facts`);
    expect(items.map(({ type, by }) => [type.split('.')[1], by?.name])).toEqual([
      ['AttemptStarted', 'Ann'],
      ['AnswerSaved', 'Ann'],
      ['AnswerSaved', 'Ann'],
      ['AttemptSubmitted', 'Ann'],
      ['AttemptGraded', 'Ann'],
    ]);
  }
  expect((await ann!.try('POST', `/api/quizzes/${quizId}/attempts`)).problem?.code).toBe('no-attempts-left');
});

test('answers that do not fit are refused by their paths, and the attempt stays open', async () => {
  const quizId = await published();
  const { attemptId } = await ann!.startAttempt(quizId);
  const put = (slot: number | string, answer: unknown) => ann!.try('PUT', `/api/attempts/${attemptId}/answers/${slot}`, { answer });
  expect((await put(1, { choice: 'c9' })).problem).toMatchObject({
    status: 400,
    code: 'answer-does-not-fit',
    errors: [{ path: 'answer.choice' }],
  });
  expect((await put(1, { value: true })).problem?.errors).toMatchObject([{ path: 'answer.value' }]);
  expect((await put(9, { value: true })).problem?.code).toBe('no-such-slot');
  expect((await put('x', { value: true })).problem?.errors).toMatchObject([{ path: 'slot' }]);
  const submission = await ann!.try('POST', `/api/attempts/${attemptId}/submission`, { answers: { 1: { value: true }, 8: { number: 1 } } });
  expect(submission.problem?.errors?.map(({ path }) => path)).toEqual(['answers.1.value', 'answers.8']);
  expect((await ann!.attempt(attemptId)).phase).toBe('open');
});

describe('who may', () => {
  test('take a quiz: those enrolled, once it is published', async () => {
    const draft = await inge!.createQuiz(courseId, { title: 'Draft' });
    expect((await ann!.try('POST', `/api/quizzes/${draft}/attempts`)).status).toBe(404);
    expect((await eve!.try('POST', `/api/quizzes/${draft}/attempts`)).status).toBe(404);
    expect((await inge!.try('POST', `/api/quizzes/${draft}/attempts`)).problem?.code).toBe('not-enrolled');
    const quizId = await published();
    expect((await eve!.try('POST', `/api/quizzes/${quizId}/attempts`)).problem?.code).toBe('not-enrolled');
    expect((await inge!.try('POST', `/api/quizzes/${quizId}/attempts`)).problem?.code).toBe('not-enrolled');
    expect((await backend.api.try('POST', `/api/quizzes/${quizId}/attempts`)).status).toBe(401);
  });
  test('see and change an attempt: its student; see it: the staff of its course', async () => {
    const quizId = await published();
    const { attemptId } = await ann!.startAttempt(quizId);
    for (const stranger of [bob!, eve!, olaf!]) {
      expect((await stranger.try('GET', `/api/attempts/${attemptId}`)).status).toBe(404);
      expect((await stranger.try('GET', `/api/attempts/${attemptId}/facts`)).status).toBe(404);
      expect((await stranger.try('PUT', `/api/attempts/${attemptId}/answers/1`, { answer: { choice: 'c1' } })).status).toBe(404);
      expect((await stranger.try('POST', `/api/attempts/${attemptId}/submission`)).status).toBe(404);
    }
    expect((await inge!.try('GET', `/api/attempts/${attemptId}`)).status).toBe(200);
    expect((await inge!.try('POST', `/api/attempts/${attemptId}/submission`)).status).toBe(404);
    expect((await backend.api.try('GET', `/api/attempts/${attemptId}`)).status).toBe(401);
  });
  test('read a quiz with its keys, and change it: the staff of its course', async () => {
    const quizId = await published();
    const draft = { type: 'trueFalse', text: 'Is it?', correct: true };
    const [question] = (await inge!.get<QuizDetail>(`/api/quizzes/${quizId}`)).questions;
    const asked: [method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown][] = [
      ['GET', ''],
      ['PATCH', '', { title: 'Taken' }],
      ['POST', '/questions', draft],
      ['PUT', `/questions/${question!.questionId}`, draft],
      ['DELETE', `/questions/${question!.questionId}`],
      ['POST', '/import?format=gift', 'x {T}'],
      ['GET', '/export?format=gift'],
      ['POST', '/publication'],
    ];
    for (const [method, path, body] of asked) {
      for (const stranger of [ann!, eve!, olaf!]) {
        expect([path, (await stranger.try(method, `/api/quizzes/${quizId}${path}`, body)).status]).toEqual([path, 403]);
      }
    }
    expect((await ann!.try('GET', `/api/courses/${courseId}/gradebook`)).status).toBe(403);
    expect((await olaf!.try('GET', `/api/courses/${courseId}/gradebook`)).status).toBe(403);
  });
});

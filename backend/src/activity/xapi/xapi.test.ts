import { Statement, type Recorded, type EventOf } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { activitiesOf, courseIn, kindOf, othersIn, voidedBy } from './reading.ts';
import { statementOf, type Stated } from './stating.ts';
import { decideStatement, statementStreams } from './statement-stream.ts';

const HOME = new URL('https://academy.example');
const courseId = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d74';
const parse = (change: object = {}): Statement =>
  Statement.parse({
    actor: { mbox: 'mailto:ann@academy.example' },
    verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' },
    object: { id: 'https://lms.example/a' },
    ...change,
  });

describe('a statement is read', () => {
  test('for the activities it is about, its object first', () => {
    const context = { contextActivities: { parent: { id: 'https://lms.example/p' }, grouping: [{ id: 'https://lms.example/g' }] } };
    expect(activitiesOf(parse({ context }))).toEqual(['https://lms.example/a', 'https://lms.example/p', 'https://lms.example/g']);
  });
  test('for the course of ours that an activity lies in', () => {
    expect(courseIn(`https://academy.example/courses/${courseId}/forum`, HOME)).toBe(courseId);
    for (const other of [`https://elsewhere.example/courses/${courseId}`, `https://academy.example/quizzes/${courseId}`, 'urn:x:y'])
      expect([other, courseIn(other, HOME)]).toEqual([other, null]);
  });
  test('for everybody whom it names', () => {
    const team = { objectType: 'Group', member: [{ mbox: 'mailto:ben@academy.example' }] };
    expect(othersIn(parse({ context: { team } })).map(({ mbox }) => mbox)).toEqual([undefined, 'mailto:ben@academy.example']);
  });
  test('for what was done, in a word', () => expect(kindOf('http://adlnet.gov/expapi/verbs/Experienced')).toBe('experienced'));
  test('for the statement that it takes back', () => {
    const voids = { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id: courseId } };
    expect([voidedBy(parse(voids)), voidedBy(parse())]).toEqual([courseId, null]);
  });
});

describe('an id', () => {
  const kept = (statement: object) =>
    ({
      type: 'activity.StatementStored.v1',
      data: { statement: JSON.stringify(statement) },
    }) as unknown as EventOf<'activity.StatementStored.v1'>;
  const stored = kept({
    ...parse({ id: courseId }),
    stored: '2026-03-02T10:00:00.000Z',
    timestamp: '2026-03-02T10:00:00.000Z',
    version: '1.0.3',
  });

  test('is of one statement, however its keys are ordered and its time is written', () => {
    const again = { ...parse({ id: courseId, timestamp: '2026-03-02T12:00:00+02:00' }) };
    const turned = Object.fromEntries(Object.entries(again).toReversed()) as Statement;
    given(statementStreams, stored)
      .when((state) => decideStatement(state, turned, []))
      .nothing();
  });
  test('is refused to another', () =>
    given(statementStreams, stored)
      .when((state) => decideStatement(state, parse({ id: courseId, result: { success: true } }), []))
      .refused('statement-differs'));
});

describe('facts are stated', () => {
  const metadata = { at: '2026-03-02T10:00:00.000Z' };
  const fact = (type: string, data: object, stream = 's') =>
    ({ id: courseId, type, data, stream, metadata, recorded: '2026-03-02T10:00:01.000Z' }) as unknown as Recorded & Stated;
  const agent = (personId: string) => ({ account: { homePage: HOME.href, name: personId } });
  const of = (one: Stated) => statementOf(one, HOME, agent);
  const attempt = { attemptId: courseId, quizId: courseId, courseId, studentId: courseId };

  test.each<[string, object, string]>([
    ['enrolments.StudentEnrolled.v1', { courseId, studentId: courseId, again: false }, 'registered'],
    ['enrolments.StudentLeft.v1', { courseId, studentId: courseId }, 'leave'],
    ['quizzes.AttemptStarted.v2', attempt, 'attempted'],
    ['quizzes.AttemptSubmitted.v1', attempt, 'completed'],
    ['quizzes.AttemptGraded.v2', { ...attempt, score: { score: 7, maxScore: 10 } }, 'scored'],
    ['quizzes.AttemptGraded.v2', { ...attempt, score: { score: -1, maxScore: 0 } }, 'scored'],
    ['quizzes.WorkGraded.v1', { courseId, columnId: courseId, studentId: courseId, score: 78, maxScore: 100 }, 'scored'],
    ['webinars.ParticipantJoined.v1', { roomId: courseId, personId: courseId }, 'attended'],
    ['webinars.ParticipantLeft.v1', { roomId: courseId, personId: courseId }, 'exited'],
    [
      'activity.ActivityRecorded.v1',
      { activityId: courseId, courseId, personId: courseId, kind: 'forum ng', object: '1', count: 3 },
      'experienced',
    ],
  ])('%s', (type, data, verb) => {
    const statement = of(fact(type, data));
    expect(Statement.safeParse(statement).error).toBeUndefined();
    expect(statement?.['verb']).toMatchObject({ id: expect.stringMatching(`/${verb}$`) });
  });

  test('but for those that came as statements, and work that got no mark', () => {
    const activity = { activityId: courseId, courseId, personId: courseId, kind: 'x', object: null, count: 1 };
    expect(of(fact('activity.ActivityRecorded.v1', activity, `statement-${courseId}`))).toBeNull();
    expect(of(fact('quizzes.WorkGraded.v1', { ...attempt, columnId: courseId, score: null, maxScore: 1 }))).toBeNull();
  });
});

import { DEFAULT_RULES, type CourseEvent, type ExceptionRules, type GroupEvent, type QuizEvent, type QuizRules } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { courses } from '../../courses/course.ts';
import { given } from '../../deciding/given.ts';
import { courseGroups } from '../../enrolments/groups/group.ts';
import { rosters } from '../../enrolments/roster.ts';
import { quizzes } from '../quiz.ts';
import { asksForGroups, rulesFor, type Exception } from './applying.ts';
import { decide as grant } from './grant-exception.ts';
import { decide as withdraw } from './withdraw-exception.ts';

const day = (n: number) => `2026-03-0${n}T10:00:00.000Z`;
const own = (rules: ExceptionRules, personId = 'ann'): Exception => ({ exceptionId: 'e1', of: { personId }, rules });
const forGroup = (rules: ExceptionRules, groupId = 'g1'): Exception => ({ exceptionId: `e-${groupId}`, of: { groupId }, rules });
const ann = { personId: 'ann', groupIds: ['g1', 'g2'] };
const rules: QuizRules = { ...DEFAULT_RULES, timeLimitSeconds: 60, attemptsAllowed: 2, opensAt: day(2), dueAt: day(4), closesAt: day(5) };

describe('the rules of a student', () => {
  test('are those of the quiz where nothing else applies', () => {
    expect(rulesFor(rules, [own({ timeLimitSeconds: 90 }, 'bob'), forGroup({ attemptsAllowed: 9 }, 'g9')], ann)).toEqual(rules);
  });
  test('an exception takes the place of a rule, and of no other, also where it is stricter', () => {
    expect(rulesFor(rules, [own({ timeLimitSeconds: 30 })], ann)).toEqual({ ...rules, timeLimitSeconds: 30 });
    expect(rulesFor(rules, [forGroup({ opensAt: day(3) })], ann)).toEqual({ ...rules, opensAt: day(3) });
  });
  test('of several the best wins, rule by rule', () => {
    const several = [
      own({ timeLimitSeconds: 90, attemptsAllowed: 1, opensAt: day(3), dueAt: day(6) }),
      forGroup({ timeLimitSeconds: 80, attemptsAllowed: 3, opensAt: day(1) }),
      forGroup({ dueAt: day(5), closesAt: day(7) }, 'g2'),
    ];
    expect(rulesFor(rules, several, ann)).toEqual({
      ...rules,
      timeLimitSeconds: 90,
      attemptsAllowed: 3,
      opensAt: day(1),
      dueAt: day(6),
      closesAt: day(7),
    });
  });
  test('no limit is better than any', () => {
    const several = [own({ timeLimitSeconds: 900, closesAt: day(9) }), forGroup({ timeLimitSeconds: null, closesAt: null })];
    expect(rulesFor(rules, several, ann)).toMatchObject({ timeLimitSeconds: null, closesAt: null });
  });
  test('groups matter only where an exception is for one', () => {
    expect(asksForGroups([own({})])).toBe(false);
    expect(asksForGroups([own({}), forGroup({})])).toBe(true);
  });
});

describe('granting', () => {
  const inge = { personId: 'inge', roles: ['instructor'] as const };
  const of = { quizId: 'q1', courseId: 'c1' };
  const created: QuizEvent = { type: 'quizzes.QuizCreated.v2', data: { ...of, title: 'First', rules, access: null } };
  const granted = (exceptionId: string, seconds: number): QuizEvent => ({
    type: 'quizzes.ExceptionGranted.v1',
    data: { ...of, exceptionId, of: { personId: 'ann' }, rules: { timeLimitSeconds: seconds } },
  });
  const withdrawn = (exceptionId: string): QuizEvent => ({ type: 'quizzes.ExceptionWithdrawn.v1', data: { ...of, exceptionId } });
  const course = (
    [
      { type: 'courses.CourseCreated.v1', data: { courseId: 'c1', instructorId: 'inge', title: 'Bars', summary: '', seats: null } },
      { type: 'courses.CoursePublished.v1', data: { courseId: 'c1' } },
    ] satisfies CourseEvent[]
  ).reduce(courses.evolve, courses.initial);
  const roster = rosters.evolve(rosters.initial, {
    type: 'enrolments.StudentEnrolled.v1',
    data: { courseId: 'c1', studentId: 'ann', again: false },
  });
  const formed: GroupEvent = { type: 'enrolments.GroupFormed.v1', data: { courseId: 'c1', groupId: 'g1', name: 'Evening' } };
  const around = { course, roster, groups: courseGroups.evolve(courseGroups.initial, formed) };
  const asked = (to: Exception['of'], given_: ExceptionRules) => ({ who: inge, exception: { of: to, rules: given_ } });
  const more = asked({ personId: 'ann' }, { timeLimitSeconds: 90 });

  test('a student of the course, or a group of it, gets other rules', () => {
    given(quizzes, created)
      .when((quiz) => grant(quiz, around, 'e1', more))
      .then(granted('e1', 90));
    given(quizzes, created)
      .when((quiz) => grant(quiz, around, 'e1', asked({ groupId: 'g1' }, { attemptsAllowed: null })))
      .then({
        type: 'quizzes.ExceptionGranted.v1',
        data: { ...of, exceptionId: 'e1', of: { groupId: 'g1' }, rules: { attemptsAllowed: null } },
      });
    given(quizzes, created)
      .when((quiz) => grant(quiz, around, 'e1', asked({ personId: 'bob' }, { attemptsAllowed: 1 })))
      .refused('student-not-enrolled');
    given(quizzes, created)
      .when((quiz) => grant(quiz, around, 'e1', asked({ groupId: 'g2' }, { attemptsAllowed: 1 })))
      .refused('group-not-found');
  });
  test('another one takes the place of the first; the same again is nothing', () => {
    given(quizzes, created, granted('e1', 75))
      .when((quiz) => grant(quiz, around, 'e2', more))
      .then(withdrawn('e1'), granted('e2', 90));
    given(quizzes, created, granted('e1', 90))
      .when((quiz) => grant(quiz, around, 'e2', more))
      .nothing();
  });
  test('dates that contradict those of the quiz are told by their paths', () => {
    const quiz = quizzes.evolve(quizzes.initial, created);
    expect(grant(quiz, around, 'e1', asked({ personId: 'ann' }, { closesAt: day(1) }))).toMatchObject({
      refusal: { code: 'invalid-input', errors: [{ path: 'rules.closesAt' }, { path: 'rules.dueAt' }] },
    });
  });
  test('only the staff grants and takes back', () => {
    const stranger = { personId: 'bob', roles: ['instructor'] as const };
    given(quizzes, created)
      .when((quiz) => grant(quiz, around, 'e1', { ...more, who: stranger }))
      .refused('quiz-not-found');
    given(quizzes, created, granted('e1', 90))
      .when((quiz) => withdraw(quiz, course, { who: stranger, exceptionId: 'e1' }))
      .refused('quiz-not-found');
    given(quizzes, created, granted('e1', 90))
      .when((quiz) => withdraw(quiz, course, { who: inge, exceptionId: 'e1' }))
      .then(withdrawn('e1'));
    given(quizzes, created, granted('e1', 90), withdrawn('e1'))
      .when((quiz) => withdraw(quiz, course, { who: inge, exceptionId: 'e1' }))
      .refused('exception-not-found');
  });
});

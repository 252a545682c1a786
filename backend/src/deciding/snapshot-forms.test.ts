import {
  DEFAULT_RULES,
  type BankEvent,
  type CourseEvent,
  type EnrolmentEvent,
  type Fact,
  type QuizEvent,
  type RoomEvent,
  type SessionEvent,
  type WebinarEvent,
  type WebinarPlan,
  type WorkEvent,
} from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sessions } from '../accounts/session.ts';
import { conversations } from '../consultations/chat/conversation.ts';
import { available, cancelled, confirmed, held as holds, slotOpened, waits } from '../consultations/bookings/testing.ts';
import { calendars } from '../consultations/calendar/calendar.ts';
import { courses } from '../courses/course.ts';
import { rosters } from '../enrolments/roster.ts';
import { banks } from '../quizzes/bank/bank.ts';
import { works } from '../quizzes/grades/works.ts';
import { quizzes } from '../quizzes/quiz.ts';
import { webinars } from '../webinars/planning/webinar.ts';
import { rooms } from '../webinars/room/room.ts';
import type { Decider } from './decider.ts';

/**
 * What snapshots hold, to the letter. They lie in logs already: where one of these tests fails because of a change that was meant, raise
 * the version of the rule with it, so that those snapshots are thrown away.
 */
const held = <S, F extends Fact>({ evolve, initial, snapshot }: Decider<S, F>, ...facts: readonly NoInfer<F>[]) => ({
  version: snapshot!.version,
  state: z.encode(snapshot!.form, facts.reduce(evolve, initial)),
});

test('of a roster: who is in it and who left', () => {
  const seat = (type: EnrolmentEvent['type'], studentId: string) =>
    ({ type, data: { courseId: 'c', studentId, again: false } }) as EnrolmentEvent;
  expect(
    held(
      rosters,
      seat('enrolments.StudentEnrolled.v1', 'ann-0b'),
      seat('enrolments.StudentEnrolled.v1', 'ben-0a'),
      seat('enrolments.StudentLeft.v1', 'ann-0b'),
    ),
  ).toEqual({ version: 1, state: { taken: 1, enrolled: ['ben-0a'], left: ['ann-0b'] } });
});

test('of a session: nothing of the device, which is personal', () => {
  const expires = '2026-03-02T09:00:00.000Z';
  const started: SessionEvent = {
    type: 'accounts.SessionStarted.v1',
    data: { sessionId: 's', personId: 'p', tokenHash: 'one', device: 'Ann’s phone', expires, password: 3 },
  };
  const refreshed: SessionEvent = { type: 'accounts.SessionRefreshed.v1', data: { sessionId: 's', tokenHash: 'two', expires } };
  expect(held(sessions, started, refreshed)).toEqual({
    version: 2,
    state: { phase: 'open', sessionId: 's', personId: 'p', generation: 1, tokenHash: 'two', password: 3, expires },
  });
});

test('of a course: what it says', () => {
  const lesson = { lessonId: 'l', title: 'Bars', text: 'Of steel', video: null };
  const facts: CourseEvent[] = [
    { type: 'courses.CourseCreated.v1', data: { courseId: 'c', instructorId: 'i', title: 'Steel', summary: 'All of it', seats: 2 } },
    { type: 'courses.LessonAdded.v1', data: { courseId: 'c', lesson } },
    { type: 'courses.CoursePublished.v1', data: { courseId: 'c' } },
  ];
  const says = { courseId: 'c', instructorId: 'i', title: 'Steel', summary: 'All of it', seats: 2, lessons: [lesson] };
  expect(held(courses, ...facts)).toEqual({ version: 2, state: { phase: 'published', opened: true, ...says } });
});

test('of a quiz: its questions with their keys, its rules and exceptions', () => {
  const rules = { ...DEFAULT_RULES, attemptsAllowed: 2 };
  const exception = { exceptionId: 'e', of: { groupId: 'g' }, rules: { attemptsAllowed: null } };
  const question = { type: 'trueFalse', text: 'Is it?', mark: 1, correct: true } as const;
  const origin = { questionId: 'n', version: 3 };
  const draw = { categoryId: 'k', below: true, tags: ['hard'], mark: 2 };
  const facts: QuizEvent[] = [
    { type: 'quizzes.QuizCreated.v2', data: { quizId: 'q', courseId: 'c', title: 'Steel', rules, access: 'digest' } },
    { type: 'quizzes.QuestionAdded.v1', data: { quizId: 'q', courseId: 'c', questionId: 'n', question, origin } },
    { type: 'quizzes.DrawAdded.v1', data: { quizId: 'q', courseId: 'c', questionId: 'p', draw } },
    { type: 'quizzes.QuestionMoved.v1', data: { quizId: 'q', courseId: 'c', questionId: 'p', to: 0 } },
    { type: 'quizzes.ExceptionGranted.v1', data: { quizId: 'q', courseId: 'c', ...exception } },
  ];
  const state = {
    phase: 'draft',
    quizId: 'q',
    courseId: 'c',
    title: 'Steel',
    rules,
    access: 'digest',
    questions: [{ questionId: 'n', question, origin }],
    draws: { p: draw },
    order: ['p', 'n'],
    keys: {},
    exceptions: [exception],
  };
  expect(held(quizzes, ...facts)).toEqual({ version: 4, state });
});

test('of a bank: categories, and where its questions lie', () => {
  const facts: BankEvent[] = [
    { type: 'quizzes.CategoryAdded.v1', data: { courseId: 'c', categoryId: 'k', parentId: null, title: 'Steel' } },
    { type: 'quizzes.QuestionFiled.v1', data: { courseId: 'c', questionId: 'q-01', categoryId: 'k', tags: ['hard'] } },
  ];
  const state = {
    categories: { k: { categoryId: 'k', parentId: null, title: 'Steel' } },
    parts: { '01': { 'q-01': { categoryId: 'k', tags: ['hard'], retired: false } } },
  };
  expect(held(banks, ...facts)).toEqual({ version: 1, state });
});

test('of a conversation: numbers, marks and times, and nothing that was written', () => {
  const data = { conversationId: 'k', messageId: 'm', number: 1, authorId: 'ann', readerId: 'inge', text: 'Secret', files: [], at: 'T' };
  expect(
    held(
      conversations,
      { type: 'consultations.ConversationBegun.v1', data: { conversationId: 'k', beginnerId: 'ann', otherId: 'inge' } },
      { type: 'consultations.MessageSent.v1', data },
      { type: 'consultations.MessagesRead.v1', data: { conversationId: 'k', readerId: 'inge', upTo: 1 } },
    ),
  ).toEqual({ version: 1, state: { members: ['ann', 'inge'], sent: 1, read: { inge: 1 }, times: { ann: ['T'] } } });
});

test('of a calendar: hours, who has which time, slots, who waits; no note', () => {
  const start = '2026-03-03T09:30:00.000Z';
  const rules = available();
  const busy = [{ start, end: '2026-03-03T10:00:00.000Z' }];
  const { state, version } = held(
    calendars,
    rules,
    holds('b', 'ann', start, { note: 'Something personal' }),
    confirmed('b', 'ann'),
    holds('c', 'ben', start),
    cancelled('c', 'ben'),
    slotOpened('s', '2026-03-04T14:00:00.000Z', 5),
    waits('cem', '2026-03-03'),
    { type: 'consultations.BusyTimesSet.v1', data: { instructorId: 'inge', connectionId: 'k', busy } },
  );
  const times = { start, length: 30, before: 0, after: 0, slotId: null };
  const terms = {
    expires: null,
    price: null,
    cancellation: { freeUntil: 1440, lateRefund: 0 },
    seriesId: null,
    since: null,
    missing: null,
  };
  expect({ version, state }).toEqual({
    version: 2,
    state: {
      availability: rules.data.availability,
      since: null,
      bookings: { b: { bookingId: 'b', studentId: 'ann', phase: 'confirmed', ...times, ...terms } },
      ended: [{ bookingId: 'c', studentId: 'ben', phase: 'cancelled', agreed: false, refund: null }],
      slots: { s: { slotId: 's', start: '2026-03-04T14:00:00.000Z', length: 60, seats: 5, title: 'Together', before: 0, after: 0 } },
      waiting: [{ studentId: 'cem', date: '2026-03-03', length: 30 }],
      busy: { k: busy },
    },
  });
});

test('of a webinar: its plan, and who stands where', () => {
  const plan = { title: 'Sound', seats: 1 } as WebinarPlan;
  const of = (personId: string) => ({ webinarId: 'w', personId });
  const facts: WebinarEvent[] = [
    { type: 'webinars.WebinarScheduled.v1', data: { webinarId: 'w', hostId: 'h', plan } },
    { type: 'webinars.RegistrationConfirmed.v1', data: { ...of('ann'), ticketId: 't', from: null } },
    { type: 'webinars.WaitingListJoined.v1', data: { ...of('ben'), from: null } },
    { type: 'webinars.AttendanceGradingSet.v1', data: { webinarId: 'w', grading: { maxScore: 10, fullFrom: 80 } } },
  ];
  const people = [
    ['ann', { standing: 'confirmed', ticketId: 't' }],
    ['ben', { standing: 'waiting', ticketId: null }],
  ];
  expect(held(webinars, ...facts)).toEqual({
    version: 3,
    state: { phase: 'scheduled', webinarId: 'w', hostId: 'h', plan, grading: { maxScore: 10, fullFrom: 80 }, people, taken: 1 },
  });
});

test('of a room: who is there and what decisions need, without a word that was said', () => {
  const settings = { locked: false, lobby: false, chat: true, attendees: { microphone: false, camera: false, screen: false } };
  const of = { roomId: 'r', personId: 'ann' };
  const facts: RoomEvent[] = [
    { type: 'webinars.RoomOpened.v1', data: { roomId: 'r', kind: 'lecture', settings } },
    { type: 'webinars.ParticipantJoined.v1', data: { ...of, role: 'host', connectionId: 'c' } },
    { type: 'webinars.ChatSent.v1', data: { roomId: 'r', messageId: 'm', authorId: 'ann', to: 'all', text: 'Hello' } },
    {
      type: 'webinars.PollOpened.v1',
      data: { roomId: 'r', pollId: 'p', question: 'Faster?', choices: [{ id: 'y', text: 'Yes' }], multiple: false, live: true },
    },
    { type: 'webinars.DeckAdded.v2', data: { roomId: 'r', deckId: 'd', title: 'Waves', pages: [{ imageId: 'i', text: 'Of sound' }] } },
    { type: 'webinars.RecordingStarted.v1', data: { roomId: 'r', recordingId: 'rec' } },
  ];
  expect(held(rooms, ...facts)).toEqual({
    version: 3,
    state: {
      phase: 'open',
      settings,
      people: [['ann', { role: 'host', connectionId: 'c', hand: false }]],
      lobby: [],
      admitted: ['ann'],
      removed: [],
      roles: [],
      messages: [['m', 'ann']],
      polls: [['p', { open: true, choices: ['y'], multiple: false, kept: false }]],
      decks: [['d', { title: 'Waves', pages: ['i'] }]],
      slide: { deckId: null, page: 0 },
      recordingId: 'rec',
    },
  });
});

test('of the works of a column: what each student has', () => {
  const work = (studentId: string, score: number | null): WorkEvent => ({
    type: 'quizzes.WorkGraded.v1',
    data: { courseId: 'c', columnId: 'h', studentId, score, maxScore: 100, former: null, lateSeconds: 0, carriedOver: false },
  });
  expect(held(works, work('ann-0b', 40), work('ben-0a', null), work('ann-0b', 78))).toEqual({
    version: 1,
    state: [
      ['ben-0a', null],
      ['ann-0b', 78],
    ],
  });
});

/** What students do all day. */
import { TEST_CARDS, type AttemptStarted, type Booked, type Registered, type Slot, type Submitted } from '@lyceum/contracts';
import { answersOf } from '../harness/academy.ts';
import type { Deed } from './people.ts';
import { pick } from './random.ts';

const DAY = 86_400_000;

/** From beginning to end, some answers right; now and then the paper is looked at in between. */
const takeAQuiz: Deed = async ({ who, school, random, command, look, note, acknowledged }) => {
  const { quizId, courseId } = pick(random, school.courses);
  const started = await command<AttemptStarted>('POST', `/api/quizzes/${quizId}/attempts`, undefined, ['not-enrolled']);
  if (!started) return;
  const { attemptId, paper } = started.body;
  note('quizzes.AttemptStarted', { attemptId, studentId: who.personId });
  const right = Math.floor(random() * (paper.questions.length + 1));
  for (const [key, answer] of Object.entries(answersOf(paper, right))) {
    const [slot, sequence] = [Number(key), Number(key)];
    if (!(await command('PUT', `/api/attempts/${attemptId}/answers/${slot}`, { answer, sequence }))) continue;
    note('quizzes.AnswerSaved', { attemptId, slot, sequence });
  }
  if (random() < 0.2) await look(`/api/attempts/${attemptId}`);
  const submitted = await command<Submitted>('POST', `/api/attempts/${attemptId}/submission`, {});
  if (!submitted) return;
  note('quizzes.AttemptSubmitted', { attemptId });
  acknowledged.scores.set(attemptId, { courseId, quizId, studentId: who.personId, score: submitted.body.score, right });
};

/** Courses have fewer seats than there are students who want them. Leaving twice is answered like leaving once, so only who is in leaves. */
const comeAndGo: Deed = async ({ who, school, random, command, note, acknowledged }) => {
  const { courseId } = pick(random, school.courses);
  const data = { courseId, studentId: who.personId };
  const seat = `${courseId} ${who.personId}`;
  if (!acknowledged.inside.has(seat)) {
    if (!(await command('POST', `/api/courses/${courseId}/enrolments`))) return;
    acknowledged.inside.add(seat);
    note('enrolments.StudentEnrolled', data);
  } else if (random() < 0.4 && (await command('DELETE', `/api/courses/${courseId}/enrolments/me`))) {
    acknowledged.inside.delete(seat);
    note('enrolments.StudentLeft', data);
  }
};

/** Books a time, pays where that is asked (with cards that may be declined), and may move it or call it off. */
const bookASession: Deed = async ({ school, random, command, look, note }) => {
  const instructor = pick(random, school.instructors);
  const path = `/api/instructors/${instructor.personId}`;
  const start = new Date((Math.floor(Date.now() / DAY) + 3 + Math.floor(random() * 20)) * DAY + Math.floor(random() * 48) * 1_800_000);
  await look(`${path}/slots?from=${start.toISOString()}&to=${new Date(+start + DAY).toISOString()}&length=30`);
  const wanted = { start: start.toISOString() as Slot['start'], length: 30 };
  const booked = await command<Booked>('POST', `${path}/bookings`, wanted, ['own-booking']);
  if (!booked) return;
  const { bookingId } = booked.body;
  note('consultations.BookingHeld', { bookingId });
  const card = { number: pick(random, Object.values(TEST_CARDS)), expires: '04/30', code: '123' };
  await command('POST', `/api/bookings/${bookingId}/payment`, { card }, ['payment-not-needed', 'payment-pending']);
  const then = random();
  if (then < 0.3) {
    const moved = { start: new Date(+start + 1_800_000).toISOString() };
    if (await command('POST', `/api/bookings/${bookingId}/rescheduling`, moved)) note('consultations.BookingRescheduled', { bookingId });
  } else if (then < 0.5) {
    if (await command('POST', `/api/bookings/${bookingId}/cancellation`, { reason: '' }))
      note('consultations.BookingCancelled', { bookingId });
  }
};

const goToAWebinar: Deed = async ({ who, school, random, command, note, acknowledged }) => {
  const { webinarId } = pick(random, school.webinars);
  const data = { webinarId, personId: who.personId };
  if (random() < 0.6) {
    if (await command<Registered>('POST', `/api/webinars/${webinarId}/registrations`))
      acknowledged.registered.push(`${webinarId} ${who.personId}`);
  } else if (await command('DELETE', `/api/webinars/${webinarId}/registrations/me`, undefined, ['not-registered'])) {
    note('webinars.RegistrationWithdrawn', data);
  }
};

/** One who is not answered has to wait for a word. */
const write: Deed = async ({ school, random, command, next, note }) => {
  const { personId } = pick(random, school.instructors);
  const begun = await command<{ conversationId: string }>('POST', `/api/people/${personId}/conversation`);
  if (!begun) return;
  const sent = await command<{ messageId: string }>('POST', `/api/conversations/${begun.body.conversationId}/messages`, {
    text: `Question ${next()}`,
  });
  if (sent) note('consultations.MessageSent', sent.body);
};

const lookAround: Deed = async ({ school, random, look }) => {
  const { courseId, quizId } = pick(random, school.courses);
  const pages = [
    '/api/courses',
    '/api/me/grades',
    `/api/courses/${courseId}`,
    `/api/quizzes/${quizId}/entry`,
    '/api/me/bookings',
    '/api/webinars',
  ];
  await look(pick(random, pages));
};

export const studentDeeds: readonly Deed[] = [takeAQuiz, takeAQuiz, takeAQuiz, comeAndGo, bookASession, goToAWebinar, write, lookAround];

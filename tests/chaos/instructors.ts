/** What instructors do all day. */
import { type Page } from '@lyceum/contracts';
import type { Person } from '../harness/client.ts';
import type { Deed } from './people.ts';
import { pick } from './random.ts';

const hours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));

export const availability = (bufferAfter: number) => ({ timeZone: 'UTC', weekly: hours, lengths: [30], bufferAfter, horizonDays: 60 });

/** How often somebody has changed their hours: setting them to what they are is no fact. */
const changes = new WeakMap<Person, number>();

const changeHours: Deed = async ({ who, command, note }) => {
  const change = (changes.get(who) ?? 0) + 1;
  changes.set(who, change);
  const set = await command('PUT', '/api/instructors/me/availability', availability(change % 2));
  if (set) note('consultations.AvailabilitySet', { instructorId: who.personId });
};

const editACourse: Deed = async ({ who, school, command, next, note }) => {
  const own = school.courses.find(({ instructor }) => instructor.personId === who.personId);
  if (own && (await command('PATCH', `/api/courses/${own.courseId}`, { summary: `Of this and that, ${next()}` })))
    note('courses.CourseEdited', own);
};

const setAGrade: Deed = async ({ who, school, random, command, next, note }) => {
  const own = school.courses.find(({ instructor }) => instructor.personId === who.personId);
  if (!own) return;
  const studentId = pick(random, school.students).personId;
  const score = next() / 1000;
  const path = `/api/gradebook/${own.quizId}/${studentId}`;
  if (await command('PUT', path, { score, reason: 'Said in class' }, ['person-not-found']))
    note('quizzes.GradeOverridden', { columnId: own.quizId, studentId, score });
};

const answerMessages: Deed = async ({ who, command, next, note }) => {
  const answer = await who.try<Page<{ conversationId: string }>>('GET', '/api/me/conversations?limit=3').catch(() => undefined);
  for (const { conversationId } of answer?.status === 200 ? answer.body.items : []) {
    const sent = await command<{ messageId: string }>('POST', `/api/conversations/${conversationId}/messages`, {
      text: `Answer ${next()}`,
    });
    if (sent) note('consultations.MessageSent', sent.body);
  }
};

const watch: Deed = async ({ who, school, random, look }) => {
  const own = school.courses.find(({ instructor }) => instructor.personId === who.personId);
  const pages = ['/api/me/bookings', '/api/me/conversations', '/api/webinars'];
  if (own)
    pages.push(
      `/api/courses/${own.courseId}/gradebook`,
      `/api/quizzes/${own.quizId}/statistics`,
      `/api/courses/${own.courseId}/enrolments`,
    );
  await look(pick(random, pages));
};

export const instructorDeeds: readonly Deed[] = [changeHours, editACourse, setAGrade, answerMessages, watch, watch];

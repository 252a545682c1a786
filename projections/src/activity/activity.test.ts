import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { enrolled, left, started, submitted } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { activity } from './projection.ts';

const [course, quiz, room, ann] = [id(1), id(2), id(3), id(4)];
const attempt = { attemptId: id(5), quizId: quiz, courseId: course, studentId: ann };
const joined: AcademyEvent = {
  type: 'webinars.ParticipantJoined.v1',
  data: { roomId: room, personId: ann, role: 'attendee', connectionId: id(6) },
};
const went: AcademyEvent = { type: 'webinars.ParticipantLeft.v1', data: { roomId: room, personId: ann, why: 'left' } };

test('what somebody does is there in its order, with where it was done', () => {
  const facts = history(
    enrolled(course, ann),
    started(attempt),
    submitted(attempt),
    submitted(attempt, 'timer'),
    joined,
    went,
    left(course, ann),
  );
  expect([...rowsOf(activity, facts).values()].map(({ what, of, at: when }) => [what, of, when])).toEqual([
    ['enrolled', course, at(0)],
    ['began', course, at(1)],
    ['handed-in', course, at(2)],
    ['timed-out', course, at(3)],
    ['came', room, at(4)],
    ['went', room, at(5)],
    ['left', course, at(6)],
  ]);
});

test('it is told to the staff of the course or of the webinar, and to whoever did it', () => {
  const rows = [...rowsOf(activity, history(started(attempt), joined)).values()];
  expect(rows.map((row) => activity.views(row).map((view) => `${view.audience} ${view.room}`))).toEqual([
    [`staff course:${course}`, `member person:${ann}`],
    [`staff webinar:${room}`, `member person:${ann}`],
  ]);
});

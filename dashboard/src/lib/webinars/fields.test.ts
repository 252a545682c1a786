import type { Webinar } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { bodyOf, emptyFields, fieldsOf } from './fields.ts';

test('what is filled in is sent, with times of the zone as instants', () => {
  const fields = { ...emptyFields(Date.parse('2027-03-01T09:20:00Z'), 'Europe/Kyiv', ''), title: 'Sound' };
  expect(fields.start).toBe('2027-03-02T12:00');
  expect(bodyOf(fields, 'Europe/Kyiv')).toMatchObject({
    title: 'Sound',
    courseId: null,
    grading: null,
    start: '2027-03-02T10:00:00.000Z',
    end: '2027-03-02T11:00:00.000Z',
    seats: null,
  });
});

test('what is shown for editing and sent again is the same', () => {
  const webinar = {
    title: 'Sound',
    summary: 'Waves',
    course: { courseId: 'course', title: 'Acoustics' },
    kind: 'workshop',
    start: '2027-03-02T10:00:00.000Z',
    end: '2027-03-02T10:45:00.000Z',
    seats: 20,
    registration: 'ticket',
    lobby: true,
    grading: { maxScore: 5, fullFrom: 80 },
    speakers: [{ personId: null, name: 'Ann', about: '' }],
    programme: [{ after: 0, title: 'Welcome', speaker: 'Ann' }],
  } as unknown as Webinar;
  const { course, ...same } = webinar;
  expect(bodyOf(fieldsOf(webinar, 'Asia/Tokyo'), 'Asia/Tokyo')).toEqual({ ...same, courseId: course!.courseId, timeZone: 'Asia/Tokyo' });
});

test('a start that is no time is not sent as another one', () => {
  expect(bodyOf({ ...emptyFields(0, 'UTC', ''), start: '' }, 'UTC')).toMatchObject({ start: '', end: '' });
});

test('attendance counts only in a course, and where the choice is made', () => {
  const fields = { ...emptyFields(0, 'UTC', 'course'), grading: { counts: true, maxScore: 20, fullFrom: '' as const } };
  expect(bodyOf(fields, 'UTC').grading).toEqual({ maxScore: 20, fullFrom: null });
  expect(bodyOf({ ...fields, courseId: '' }, 'UTC').grading).toBeNull();
  expect(bodyOf({ ...fields, grading: { ...fields.grading, counts: false } }, 'UTC').grading).toBeNull();
  expect(bodyOf({ ...fields, grading: { ...fields.grading, maxScore: '' } }, 'UTC').grading).toEqual({ maxScore: 0, fullFrom: null });
});

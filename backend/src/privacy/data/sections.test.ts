import { KNOWN_TYPES, type Fact } from '@lyceum/contracts';
import type { ShutFact } from '@lyceum/stores';
import { expect, test } from 'vitest';
import { namedFiles } from './own-files.ts';
import { sectionOf, sorted } from './sections.ts';

const [ann, ben, file] = ['1', '2', '3'].map((n) => `01980000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const logged = (type: string, data: object): ShutFact =>
  ({
    type,
    data,
    stream: 's',
    revision: 0,
    metadata: { at: '2027-01-01T00:00:00.000Z', by: ann },
    current: null as Fact | null,
  }) as ShutFact;

test('what was recorded lies where it is looked for', () => {
  expect(sectionOf('accounts.SessionStarted.v1')).toBe('signIns');
  expect(sectionOf('quizzes.AttemptGraded.v2')).toBe('grades');
  expect(sectionOf('quizzes.AttemptSubmitted.v1')).toBe('attempts');
  expect(sectionOf('consultations.SessionHeld.v1')).toBe('bookings');
  expect(sectionOf('webinars.ChatSent.v1')).toBe('messages');
  expect(KNOWN_TYPES.filter((type) => type.startsWith('mail.')).map(sectionOf)).toEqual(expect.arrayContaining(['mail']));
});

test('facts about the person are there with what they say, those about others only as doings', () => {
  const { sections, doings } = sorted(ann, [
    logged('enrolments.StudentEnrolled.v1', { courseId: file, studentId: ann, again: false }),
    logged('quizzes.GradeOverridden.v1', { studentId: ben, score: 3 }),
    logged('enrolments.GroupMembersChanged.v1', { groupId: file, added: [ann, ben], removed: [] }),
    logged('courses.CourseEdited.v1', { courseId: file, title: 'Mine' }),
  ]);
  expect(sections.enrolments.map(({ what, data }) => [what, data])).toEqual([
    ['enrolments.StudentEnrolled', { courseId: file, studentId: ann, again: false }],
    ['enrolments.GroupMembersChanged', { groupId: file, added: [ann], removed: [] }],
  ]);
  expect(doings).toEqual([{ at: '2027-01-01T00:00:00.000Z', what: 'quizzes.GradeOverridden' }]);
  expect(sections.other).toHaveLength(1);
});

test('files are those that the person gave, and their photos', () => {
  const facts = [
    logged('consultations.MessageSent.v1', { authorId: ann, files: [{ fileId: file }] }),
    logged('consultations.MessageSent.v1', { authorId: ben, files: [{ fileId: ben }] }),
    logged('consultations.PhotoChanged.v1', { instructorId: ann, imageId: 'photo' }),
    logged('consultations.PhotoChanged.v1', { instructorId: ann, imageId: null }),
  ];
  expect(namedFiles(ann, facts)).toEqual({ files: [file], photos: ['photo'] });
});

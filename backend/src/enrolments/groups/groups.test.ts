import type { CourseEvent, EnrolmentEvent, GroupEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { courses } from '../../courses/course.ts';
import { given } from '../../deciding/given.ts';
import { rosters } from '../roster.ts';
import { decide as change } from './change-members.ts';
import { decide as dissolve } from './dissolve-group.ts';
import { decide as form } from './form-group.ts';
import { courseGroups, groupsOf } from './group.ts';
import { decide as rename } from './rename-group.ts';

const inge = { personId: 'inge', roles: ['instructor'] as const };
const other = { personId: 'other', roles: ['instructor'] as const };
const course = (
  [
    { type: 'courses.CourseCreated.v1', data: { courseId: 'c1', instructorId: 'inge', title: 'Bars', summary: '', seats: null } },
    { type: 'courses.CoursePublished.v1', data: { courseId: 'c1' } },
  ] satisfies CourseEvent[]
).reduce(courses.evolve, courses.initial);
const roster = ['a1', 'b2']
  .map((studentId): EnrolmentEvent => ({ type: 'enrolments.StudentEnrolled.v1', data: { courseId: 'c1', studentId, again: false } }))
  .reduce(rosters.evolve, rosters.initial);

const formed = (groupId = 'g1', name = 'Evening'): GroupEvent => ({
  type: 'enrolments.GroupFormed.v1',
  data: { courseId: 'c1', groupId, name },
});
const changed = (added: string[], removed: string[] = []): GroupEvent => ({
  type: 'enrolments.GroupMembersChanged.v1',
  data: { courseId: 'c1', groupId: 'g1', added, removed },
});
const of = (groupId: string, who = inge) => ({ who, courseId: 'c1', groupId });

test('the staff forms groups, each with a name of its own', () => {
  given(courseGroups)
    .when((groups) => form(groups, course, 'g1', { who: inge, courseId: 'c1', name: 'Evening' }))
    .then(formed());
  given(courseGroups, formed())
    .when((groups) => form(groups, course, 'g2', { who: inge, courseId: 'c1', name: 'evening' }))
    .refused('group-exists');
  given(courseGroups)
    .when((groups) => form(groups, course, 'g1', { who: other, courseId: 'c1', name: 'Evening' }))
    .refused('not-allowed');
});

test('a group gets another name, but not that of another group', () => {
  given(courseGroups, formed())
    .when((groups) => rename(groups, course, { ...of('g1'), name: 'Morning' }))
    .then({ type: 'enrolments.GroupRenamed.v1', data: { courseId: 'c1', groupId: 'g1', name: 'Morning' } });
  given(courseGroups, formed())
    .when((groups) => rename(groups, course, { ...of('g1'), name: 'Evening' }))
    .nothing();
  given(courseGroups, formed(), formed('g2', 'Morning'))
    .when((groups) => rename(groups, course, { ...of('g1'), name: 'Morning' }))
    .refused('group-exists');
  given(courseGroups)
    .when((groups) => rename(groups, course, { ...of('g1'), name: 'Morning' }))
    .refused('group-not-found');
});

test('students of the course come and go; what is so already is nothing', () => {
  given(courseGroups, formed())
    .when((groups) => change(groups, { course, roster }, { ...of('g1'), change: { add: ['a1', 'b2', 'a1'] } }))
    .then(changed(['a1', 'b2']));
  given(courseGroups, formed(), changed(['a1']))
    .when((groups) => change(groups, { course, roster }, { ...of('g1'), change: { add: ['a1', 'b2'], remove: ['a1'] } }))
    .then(changed(['b2']));
  given(courseGroups, formed(), changed(['a1']))
    .when((groups) => change(groups, { course, roster }, { ...of('g1'), change: { remove: ['a1', 'b2'] } }))
    .then(changed([], ['a1']));
  given(courseGroups, formed(), changed(['a1']))
    .when((groups) => change(groups, { course, roster }, { ...of('g1'), change: { add: ['a1'] } }))
    .nothing();
});

test('who is not enrolled is told by the place in the list', () => {
  const groups = courseGroups.evolve(courseGroups.initial, formed());
  expect(change(groups, { course, roster }, { ...of('g1'), change: { add: ['a1', 'c3'] } })).toMatchObject({
    refusal: { code: 'student-not-enrolled', errors: [{ path: 'add.1' }] },
  });
});

test('a group that is dissolved has no members', () => {
  given(courseGroups, formed(), changed(['a1']))
    .when((groups) => dissolve(groups, course, of('g1')))
    .then({ type: 'enrolments.GroupDissolved.v1', data: { courseId: 'c1', groupId: 'g1' } });
  given(courseGroups)
    .when((groups) => dissolve(groups, course, of('g1')))
    .refused('group-not-found');
  const facts: GroupEvent[] = [formed(), formed('g2', 'Late'), changed(['a1'])];
  const groups = facts.reduce(courseGroups.evolve, courseGroups.initial);
  expect(groupsOf(groups, 'a1')).toEqual(['g1']);
  const gone = courseGroups.evolve(groups, { type: 'enrolments.GroupDissolved.v1', data: { courseId: 'c1', groupId: 'g1' } });
  expect(groupsOf(gone, 'a1')).toEqual([]);
});

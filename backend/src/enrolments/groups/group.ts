import type { GroupEvent, Id } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** A group of a course. Those who leave the course stay in it, so that coming back changes nothing. */
export interface CourseGroup {
  readonly groupId: Id;
  readonly name: string;
  readonly members: ReadonlySet<Id>;
}

/** The groups of a course by their ids, in the order of their making. */
export type CourseGroups = ReadonlyMap<Id, CourseGroup>;

/** The groups somebody is in. */
export const groupsOf = (groups: CourseGroups, personId: Id): readonly Id[] =>
  [...groups.values()].filter(({ members }) => members.has(personId)).map(({ groupId }) => groupId);

const withGroup = (groups: CourseGroups, group: CourseGroup): CourseGroups => new Map(groups).set(group.groupId, group);

/** `groups-COURSEID`: who is in which group of a course. */
export const courseGroups: Decider<CourseGroups, GroupEvent> = {
  stream: (courseId) => `groups-${courseId}`,
  initial: new Map(),
  evolve: (groups, { type, data }) => {
    if (type === 'enrolments.GroupFormed.v1') return withGroup(groups, { groupId: data.groupId, name: data.name, members: new Set() });
    const group = groups.get(data.groupId);
    if (!group) return groups;
    switch (type) {
      case 'enrolments.GroupRenamed.v1':
        return withGroup(groups, { ...group, name: data.name });
      case 'enrolments.GroupDissolved.v1':
        return new Map([...groups].filter(([groupId]) => groupId !== data.groupId));
      case 'enrolments.GroupMembersChanged.v1':
        return withGroup(groups, { ...group, members: group.members.difference(new Set(data.removed)).union(new Set(data.added)) });
    }
  },
};

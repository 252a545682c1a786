import { z } from 'zod';
import { Id, Instant, pageOf } from '../values.ts';

export const Enrolment = z
  .object({ personId: Id, name: z.string().nullable(), phase: z.enum(['active', 'left']), since: Instant })
  .meta({ id: 'Enrolment' });
export type Enrolment = z.infer<typeof Enrolment>;
export const EnrolmentsPage = pageOf(Enrolment).meta({ id: 'EnrolmentsPage' });

const GroupName = z.string().trim().min(1).max(100);
const Members = z.array(Id).max(5000);

export const FormGroupRequest = z.strictObject({ name: GroupName }).meta({ id: 'FormGroupRequest' });
export const GroupFormed = z.object({ groupId: Id }).meta({ id: 'GroupFormed' });
export const RenameGroupRequest = z.strictObject({ name: GroupName }).meta({ id: 'RenameGroupRequest' });
export const GroupMembersRequest = z
  .strictObject({ add: Members.optional(), remove: Members.optional() })
  .meta({ id: 'GroupMembersRequest' });
export type GroupMembersRequest = z.infer<typeof GroupMembersRequest>;

/** Names are null where a person has been forgotten. */
export const Group = z
  .object({ groupId: Id, name: z.string(), members: z.array(z.object({ personId: Id, name: z.string().nullable() })) })
  .meta({ id: 'Group' });
export type Group = z.infer<typeof Group>;
export const Groups = z.object({ items: z.array(Group) }).meta({ id: 'Groups' });
export type Groups = z.infer<typeof Groups>;

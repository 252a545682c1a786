import { Module } from '@nestjs/common';
import { EnrolHandler } from './enrol.ts';
import { EnrolmentsController } from './enrolments-controller.ts';
import { ChangeMembersHandler } from './groups/change-members.ts';
import { DissolveGroupHandler } from './groups/dissolve-group.ts';
import { FormGroupHandler } from './groups/form-group.ts';
import { GroupsController } from './groups/groups-controller.ts';
import { ListGroupsHandler } from './groups/list-groups.ts';
import { RenameGroupHandler } from './groups/rename-group.ts';
import { LeaveHandler } from './leave.ts';
import { ListEnrolmentsHandler } from './list-enrolments.ts';

/** Who is in which course, and in which of its groups. */
@Module({
  controllers: [EnrolmentsController, GroupsController],
  providers: [
    EnrolHandler,
    LeaveHandler,
    ListEnrolmentsHandler,
    FormGroupHandler,
    RenameGroupHandler,
    DissolveGroupHandler,
    ChangeMembersHandler,
    ListGroupsHandler,
  ],
})
export class EnrolmentsModule {}

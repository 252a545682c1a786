import { FormGroupRequest, GroupFormed, GroupMembersRequest, Groups, Id, RenameGroupRequest } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ChangeMembers } from './change-members.ts';
import { DissolveGroup } from './dissolve-group.ts';
import { FormGroup } from './form-group.ts';
import { ListGroups } from './list-groups.ts';
import { RenameGroup } from './rename-group.ts';

@ApiTags('groups')
@Controller('courses/:id/groups')
export class GroupsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @SignedIn()
  @Reads('people')
  @ApiOperation({ summary: 'The groups of a course with their members, for its staff' })
  @Answers(200, Groups, 'course-not-found')
  list(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id) {
    return this.queries.execute(new ListGroups(who, courseId));
  }

  @Post()
  @SignedIn()
  @ApiOperation({ summary: 'Form a group' })
  @Answers(201, GroupFormed, 'course-not-found', 'group-exists')
  form(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: FormGroupRequest }) { name }: z.infer<typeof FormGroupRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new FormGroup(context, who, courseId, name));
  }

  @Patch(':groupId')
  @SignedIn()
  @ApiOperation({ summary: 'Give a group another name' })
  @Answers(200, GroupFormed, 'course-not-found', 'group-not-found', 'group-exists')
  rename(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('groupId', { schema: Id }) groupId: Id,
    @Body({ schema: RenameGroupRequest }) { name }: z.infer<typeof RenameGroupRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RenameGroup(context, who, courseId, groupId, name));
  }

  @Delete(':groupId')
  @SignedIn()
  @ApiOperation({ summary: 'Dissolve a group; its members stay in the course' })
  @Answers(204, undefined, 'course-not-found', 'group-not-found')
  dissolve(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('groupId', { schema: Id }) groupId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new DissolveGroup(context, who, courseId, groupId));
  }

  @Post(':groupId/members')
  @SignedIn()
  @ApiOperation({ summary: 'Take students of the course into a group, or out of it' })
  @Answers(200, GroupFormed, 'course-not-found', 'group-not-found', 'student-not-enrolled')
  members(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Param('groupId', { schema: Id }) groupId: Id,
    @Body({ schema: GroupMembersRequest }) change: GroupMembersRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeMembers(context, who, courseId, groupId, change));
  }
}

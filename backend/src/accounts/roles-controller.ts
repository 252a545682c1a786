import { BulkRolesRequest, BulkRolesResult, Id, Role, RolesRequest } from '@lyceum/contracts';
import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Context, IfMatch } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import type { CommandContext } from '../deciding/context.ts';
import { ChangeManyRoles } from './change-many-roles.ts';
import { ChangeRoles } from './change-roles.ts';

const PersonRoles = z.object({ personId: Id, roles: z.array(Role) }).meta({ id: 'PersonRoles' });

@ApiTags('accounts')
@Controller('people')
export class RolesController {
  constructor(private readonly commands: CommandBus) {}

  @Put(':id/roles')
  @Allow('people.change-roles')
  @ApiOperation({ summary: 'Give a person exactly these roles' })
  @Answers(200, PersonRoles, 'person-not-found', 'last-admin', 'revision-conflict')
  change(
    @Param('id', { schema: Id }) personId: Id,
    @Body({ schema: RolesRequest }) { roles }: z.infer<typeof RolesRequest>,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new ChangeRoles(context, personId, roles, expected));
  }

  @Post('roles')
  @Allow('people.change-roles')
  @ApiOperation({ summary: 'Give and take roles of many people, named by their e-mail addresses' })
  @Answers(200, BulkRolesResult, 'last-admin')
  changeMany(
    @Body({ schema: BulkRolesRequest }) { emails, add, remove }: z.infer<typeof BulkRolesRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangeManyRoles(context, emails, { add, remove }));
  }
}

import { ClientHistory, ClientsPage, ClientsQuery, Id } from '@lyceum/contracts';
import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { GetHistory } from './get-history.ts';
import { GrantHistory } from './grant-history.ts';
import { ListClients } from './list-clients.ts';
import { OneOf, pairOf } from './pair.ts';

@ApiTags('clients')
@Controller()
export class ClientsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('me/clients')
  @SignedIn()
  @Reads('clients', 'people')
  @ApiOperation({ summary: 'My clients, the instructors whose client I am, or the histories that clients let me see' })
  @Answers(200, ClientsPage)
  list(@Who() { personId }: Principal, @Query({ schema: ClientsQuery }) page: ClientsQuery) {
    return this.queries.execute(new ListClients(personId, page));
  }

  @Get('instructors/:id/clients/:studentId')
  @SignedIn()
  @Reads('clients', 'notes', 'people')
  @ApiOperation({ summary: 'The history of a client as I may see it: as the instructor, as the client, or as one who was let in' })
  @Answers(200, ClientHistory, 'client-not-found')
  show(@Who() who: Principal, @Param('id', { schema: OneOf }) instructor: OneOf, @Param('studentId', { schema: OneOf }) student: OneOf) {
    return this.queries.execute(new GetHistory(who, pairOf(who, instructor, student)));
  }

  @Put('instructors/:id/clients/me/grants/:granteeId')
  @SignedIn()
  @ApiOperation({ summary: 'Let another instructor see what this one keeps of me, and what we share' })
  @Answers(204, undefined, 'client-not-found', 'instructor-not-found')
  grant(
    @Who() who: Principal,
    @Param('id', { schema: Id }) instructorId: Id,
    @Param('granteeId', { schema: Id }) granteeId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new GrantHistory(context, who, pairOf(who, instructorId, 'me'), granteeId, true));
  }

  @Delete('instructors/:id/clients/me/grants/:granteeId')
  @SignedIn()
  @ApiOperation({ summary: 'Take that back' })
  @Answers(204, undefined, 'client-not-found')
  withdraw(
    @Who() who: Principal,
    @Param('id', { schema: Id }) instructorId: Id,
    @Param('granteeId', { schema: Id }) granteeId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new GrantHistory(context, who, pairOf(who, instructorId, 'me'), granteeId, false));
  }
}

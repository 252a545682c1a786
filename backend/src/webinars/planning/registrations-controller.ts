import { Id, PageQuery, RefuseRegistrationRequest, Registered, RegistrationsPage, TicketHolder } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { AnswerRegistration } from './answer-registration.ts';
import { CheckTicket } from './check-ticket.ts';
import { ListRegistrations } from './list-registrations.ts';
import { Register } from './register.ts';
import { WithdrawRegistration } from './withdraw-registration.ts';

/** Who is to be at a webinar. */
@ApiTags('webinars')
@Controller('webinars/:id')
export class RegistrationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('registrations')
  @SignedIn()
  @ApiOperation({ summary: 'Register: 201 with a ticket, or 202 where one waits for the host or for a seat' })
  @ApiResponse({ status: 202, description: 'One waits, without a ticket.', standardSchema: Registered })
  @Answers(
    201,
    Registered,
    'webinar-not-found',
    'webinar-cancelled',
    'webinar-over',
    'own-webinar',
    'already-registered',
    'registration-refused',
    'too-many-requests',
  )
  register(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new Register(context, who, webinarId));
  }

  @Get('registrations')
  @SignedIn()
  @Reads('registrations', 'webinars', 'people')
  @ApiOperation({ summary: 'Who wants to be there, in the order in which they asked; for those who run it' })
  @Answers(200, RegistrationsPage, 'webinar-not-found', 'not-allowed')
  list(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListRegistrations(who, webinarId, page));
  }

  @Delete('registrations/me')
  @SignedIn()
  @ApiOperation({ summary: 'Give my registration up: the seat goes to whoever waits next' })
  @Answers(204, undefined, 'webinar-not-found', 'not-registered', 'webinar-over', 'webinar-cancelled', 'registration-refused')
  withdraw(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new WithdrawRegistration(context, who, webinarId, who.personId));
  }

  @Delete('registrations/:personId')
  @SignedIn()
  @ApiOperation({ summary: "Take somebody's registration away, as one who runs it" })
  @Answers(204, undefined, 'webinar-not-found', 'not-allowed', 'registration-not-found', 'webinar-over', 'webinar-cancelled')
  remove(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Param('personId', { schema: Id }) personId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new WithdrawRegistration(context, who, webinarId, personId));
  }

  @Post('registrations/:personId/approval')
  @SignedIn()
  @ApiOperation({ summary: 'Say yes to somebody who asked to be there' })
  @Answers(204, undefined, 'webinar-not-found', 'not-allowed', 'registration-not-found', 'webinar-cancelled')
  approve(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Param('personId', { schema: Id }) personId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AnswerRegistration(context, who, webinarId, personId, { accepted: true }));
  }

  @Post('registrations/:personId/refusal')
  @SignedIn()
  @ApiOperation({ summary: 'Say no to somebody who asked to be there' })
  @Answers(204, undefined, 'webinar-not-found', 'not-allowed', 'registration-not-found', 'already-registered', 'webinar-cancelled')
  refuse(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Param('personId', { schema: Id }) personId: Id,
    @Body({ schema: RefuseRegistrationRequest }) { reason }: RefuseRegistrationRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AnswerRegistration(context, who, webinarId, personId, { accepted: false, reason }));
  }

  @Post('tickets/:ticketId/check')
  @SignedIn()
  @ApiOperation({ summary: 'Look at a ticket, as one who runs it: whose it is' })
  @Answers(200, TicketHolder, 'webinar-not-found', 'not-allowed', 'ticket-not-found')
  check(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Param('ticketId', { schema: Id }) ticketId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CheckTicket(context, who, webinarId, ticketId));
  }
}

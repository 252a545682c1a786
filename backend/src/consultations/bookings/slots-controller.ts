import {
  Booked,
  BookRequest,
  ExplanationQuery,
  Id,
  LocalDate,
  SlotExplanation,
  SlotsPage,
  SlotsQuery,
  Waits,
  WaitRequest,
} from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, Public, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ExplainSlot } from '../calendar/explain-slot.ts';
import { ListSlots } from '../calendar/list-slots.ts';
import { Book } from './book.ts';
import { JoinWaiting } from './join-waiting.ts';
import { LeaveWaiting } from './leave-waiting.ts';
import { DAY_REFUSALS, SLOT_REFUSALS } from './refusals.ts';

/** An instructor's times as students find them. */
@ApiTags('consultations')
@Controller('instructors/:id')
export class SlotsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('slots')
  @Public()
  @Reads('calendars', 'people')
  @ApiOperation({ summary: 'The times that can be booked now, at most 366 days and 10,000 at once; `length` in minutes' })
  @Answers(200, SlotsPage, 'instructor-not-found')
  slots(@Param('id', { schema: Id }) instructorId: Id, @Query({ schema: SlotsQuery }) search: SlotsQuery) {
    return this.queries.execute(new ListSlots(instructorId, search));
  }

  @Get('slots/explanation')
  @Public()
  @Reads('calendars', 'people')
  @ApiOperation({ summary: 'Why a time cannot be booked, with since when it is so; or that it can' })
  @Answers(200, SlotExplanation, 'instructor-not-found')
  explain(
    @Who() who: Principal | undefined,
    @Param('id', { schema: Id }) instructorId: Id,
    @Query({ schema: ExplanationQuery }) { start, length }: ExplanationQuery,
  ) {
    return this.queries.execute(new ExplainSlot(instructorId, who?.personId ?? null, start, length));
  }

  @Post('bookings')
  @SignedIn()
  @ApiOperation({ summary: 'Book a time, or keep it for ten minutes; a refusal has every reason' })
  @Answers(201, Booked, 'instructor-not-found', 'own-calendar', 'too-many-holds', ...SLOT_REFUSALS)
  book(
    @Who() who: Principal,
    @Param('id', { schema: Id }) instructorId: Id,
    @Body({ schema: BookRequest }) request: BookRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new Book(context, who.personId, instructorId, request));
  }

  @Post('waiting')
  @SignedIn()
  @ApiOperation({ summary: 'Wait for a session on a day that is full: what becomes free is kept for who came first' })
  @Answers(201, Waits, 'instructor-not-found', 'own-calendar', 'day-not-full', 'waiting-list-full', ...DAY_REFUSALS)
  wait(
    @Who() who: Principal,
    @Param('id', { schema: Id }) instructorId: Id,
    @Body({ schema: WaitRequest }) { date, length }: WaitRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new JoinWaiting(context, who.personId, instructorId, date, length));
  }

  @Delete('waiting/:date')
  @SignedIn()
  @ApiOperation({ summary: 'Wait no longer for a day' })
  @Answers(204, undefined, 'not-waiting')
  leave(
    @Who() who: Principal,
    @Param('id', { schema: Id }) instructorId: Id,
    @Param('date', { schema: LocalDate }) date: LocalDate,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new LeaveWaiting(context, who.personId, instructorId, date));
  }
}

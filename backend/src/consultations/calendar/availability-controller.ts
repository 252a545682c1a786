import { Availability, CalendarQuery, CalendarView, Id, OpenSlotRequest, SlotOpened } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { Context, IfMatch, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { CloseSlot } from './close-slot.ts';
import { GetCalendar } from './get-calendar.ts';
import { OpenSlot } from './open-slot.ts';
import { ownerOf, Whose } from './owner.ts';
import { SetAvailability } from './set-availability.ts';

/** When an instructor can be booked: for themselves (`me`) and, by id, for admins. */
@ApiTags('consultations')
@Controller('instructors/:id')
export class AvailabilityController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Put('availability')
  @SignedIn()
  @ApiOperation({ summary: 'Say when I can be booked; what is booked already stays' })
  @Answers(200, Availability, 'not-allowed', 'instructor-not-found', 'revision-conflict')
  set(
    @Who() who: Principal,
    @Param('id', { schema: Whose }) whose: z.infer<typeof Whose>,
    @Body({ schema: Availability }) availability: Availability,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new SetAvailability(context, ownerOf(who, whose), availability, expected));
  }

  @Get('calendar')
  @SignedIn()
  @Reads('calendars', 'bookings', 'people')
  @ApiOperation({ summary: 'The calendar with hours, slots, bookings, busy times and who waits; at most 62 days' })
  @Answers(200, CalendarView, 'not-allowed', 'instructor-not-found')
  async calendar(
    @Who() who: Principal,
    @Param('id', { schema: Whose }) whose: z.infer<typeof Whose>,
    @Query({ schema: CalendarQuery }) { from, to }: CalendarQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CalendarView> {
    const owner = ownerOf(who, whose);
    const as = owner === who.personId ? 'instructor' : 'admin';
    const { view, revision } = await this.queries.execute(new GetCalendar(owner, as, from, to));
    response.setHeader('ETag', `"${revision}"`);
    return view;
  }

  @Post('slots')
  @SignedIn()
  @ApiOperation({ summary: 'Open a single slot by hand, for one student or several' })
  @Answers(201, SlotOpened, 'not-allowed', 'instructor-not-found', 'slot-overlaps', 'in-the-past')
  open(
    @Who() who: Principal,
    @Param('id', { schema: Whose }) whose: z.infer<typeof Whose>,
    @Body({ schema: OpenSlotRequest }) slot: OpenSlotRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new OpenSlot(context, ownerOf(who, whose), slot));
  }

  @Delete('slots/:slotId')
  @SignedIn()
  @ApiOperation({ summary: 'Close a slot that was opened by hand and that nobody has booked' })
  @Answers(204, undefined, 'not-allowed', 'slot-not-found', 'slot-taken')
  close(
    @Who() who: Principal,
    @Param('id', { schema: Whose }) whose: z.infer<typeof Whose>,
    @Param('slotId', { schema: Id }) slotId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CloseSlot(context, ownerOf(who, whose), slotId));
  }
}

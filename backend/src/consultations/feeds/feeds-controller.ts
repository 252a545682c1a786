import { CalendarFeed, Id } from '@lyceum/contracts';
import { Controller, Delete, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Context, Public, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { CloseFeed } from './close-feed.ts';
import { GetFeedAddress } from './get-feed-address.ts';
import { GetFeed } from './get-feed.ts';
import { GetSessionFile } from './get-session-file.ts';
import { OpenFeed } from './open-feed.ts';

const Token = z.string().max(100);
const CalendarFile = z.string().meta({ format: 'text/calendar' });

function send(response: Response, file: string, disposition: string): void {
  response.setHeader('Content-Type', 'text/calendar; charset=utf-8');
  response.setHeader('Content-Disposition', disposition);
  response.end(file);
}

/** A person's sessions and webinars for their own calendar program. */
@ApiTags('consultations')
@Controller()
export class FeedsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('me/calendar-feed')
  @SignedIn()
  @ApiOperation({ summary: 'Where my calendar program finds my sessions and webinars' })
  @Answers(200, CalendarFeed)
  address(@Who() who: Principal) {
    return this.queries.execute(new GetFeedAddress(who.personId));
  }

  @Post('me/calendar-feed')
  @SignedIn()
  @ApiOperation({ summary: 'A new address for my calendar program; the one before ends' })
  @Answers(201, CalendarFeed)
  open(@Who() who: Principal, @Context() context: CommandContext) {
    return this.commands.execute(new OpenFeed(context, who.personId));
  }

  @Delete('me/calendar-feed')
  @SignedIn()
  @ApiOperation({ summary: 'End the address of my calendar program' })
  @Answers(204)
  close(@Who() who: Principal, @Context() context: CommandContext) {
    return this.commands.execute(new CloseFeed(context, who.personId));
  }

  /** Calendar programs cannot sign in: who has the address may read. */
  @Get('calendars/:token.ics')
  @Public()
  @ApiProduces('text/calendar')
  @ApiOperation({ summary: 'The sessions and webinars of whoever gave the address out' })
  @Answers(200, CalendarFile, 'feed-not-found')
  async feed(@Param('token', { schema: Token }) token: string, @Res() response: Response): Promise<void> {
    send(response, await this.queries.execute(new GetFeed(token)), 'inline; filename="lyceum.ics"');
  }

  @Get('bookings/:id/calendar.ics')
  @SignedIn()
  @Reads('bookings', 'people')
  @ApiProduces('text/calendar')
  @ApiOperation({ summary: 'A session of mine as a file that puts it into my calendar' })
  @Answers(200, CalendarFile, 'booking-not-found', 'booking-over')
  async session(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id, @Res() response: Response): Promise<void> {
    send(response, await this.queries.execute(new GetSessionFile(who.personId, bookingId)), 'attachment; filename="session.ics"');
  }
}

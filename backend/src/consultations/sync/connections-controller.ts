import {
  CalendarConnected,
  CalendarSynced,
  ConnectCalendarRequest,
  Connections,
  FindCalendarsRequest,
  FoundCalendars,
  Id,
} from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { CallLimit } from './call-limit.ts';
import { ConnectCalendar } from './connect-calendar.ts';
import { DisconnectCalendar } from './disconnect-calendar.ts';
import { ListConnections } from './list-connections.ts';
import { notReached } from './not-reached.ts';
import { OpenCalendars } from './open-calendars.ts';
import { SyncCalendar } from './sync-calendar.ts';

@ApiTags('calendars')
@Controller('me/calendars')
export class ConnectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly calendars: OpenCalendars,
    private readonly limit: CallLimit,
  ) {}

  @Get()
  @SignedIn()
  @Reads('connections')
  @ApiOperation({ summary: 'The calendars that I have connected, and what is wrong with them' })
  @Answers(200, Connections)
  list(@Who() { personId }: Principal) {
    return this.queries.execute(new ListConnections(personId));
  }

  @Post('search')
  @SignedIn()
  @ApiOperation({ summary: 'Which calendars an account on a CalDAV server has; nothing is kept' })
  @Answers(200, FoundCalendars, 'calendar-not-reached')
  async find(
    @Who() { personId }: Principal,
    @Body({ schema: FindCalendarsRequest }) { address, ...account }: FindCalendarsRequest,
  ): Promise<FoundCalendars> {
    await this.limit.calling(personId);
    const calendars = await this.calendars.find(new URL(address), account).catch(notReached);
    return { calendars: calendars.slice(0, 100) };
  }

  @Post()
  @SignedIn()
  @ApiOperation({ summary: 'Connect a calendar on a CalDAV server: its times close mine, and my sessions appear in it' })
  @Answers(201, CalendarConnected, 'calendar-not-reached', 'too-many-calendars')
  async connect(
    @Who() { personId }: Principal,
    @Body({ schema: ConnectCalendarRequest }) { password: secret, ...calendar }: ConnectCalendarRequest,
    @Context() context: CommandContext,
  ) {
    await this.limit.calling(personId);
    return this.commands.execute(new ConnectCalendar(context, personId, { kind: 'caldav', ...calendar, secret }));
  }

  @Post(':id/sync')
  @SignedIn()
  @ApiOperation({ summary: 'Bring a calendar of mine into step now, and say what is wrong' })
  @Answers(200, CalendarSynced, 'connection-not-found')
  async sync(@Who() { personId }: Principal, @Param('id', { schema: Id }) connectionId: Id, @Context() context: CommandContext) {
    await this.limit.calling(personId);
    return this.commands.execute(new SyncCalendar(context, connectionId, personId));
  }

  @Delete(':id')
  @SignedIn()
  @ApiOperation({ summary: 'Take a calendar of mine out: its times are free again' })
  @Answers(204, undefined, 'connection-not-found')
  disconnect(@Who() { personId }: Principal, @Param('id', { schema: Id }) connectionId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new DisconnectCalendar(context, personId, connectionId));
  }
}

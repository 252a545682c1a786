import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/module.ts';
import { CalendarKeeper } from './calendar-keeper.ts';
import { CallLimit } from './call-limit.ts';
import { ConnectCalendarHandler } from './connect-calendar.ts';
import { ConnectionsController } from './connections-controller.ts';
import { DisconnectCalendarHandler } from './disconnect-calendar.ts';
import { Consent } from './google/consent.ts';
import { GoogleController } from './google/google-controller.ts';
import { ListConnectionsHandler } from './list-connections.ts';
import { NoteSyncHandler } from './note-sync.ts';
import { OpenCalendars } from './open-calendars.ts';
import { SetBusyTimesHandler } from './set-busy-times.ts';
import { SyncCalendarHandler } from './sync-calendar.ts';

/** Calendars that people keep elsewhere, kept in step both ways. */
@Module({
  imports: [BookingsModule],
  controllers: [GoogleController, ConnectionsController],
  providers: [
    OpenCalendars,
    CallLimit,
    Consent,
    ConnectCalendarHandler,
    DisconnectCalendarHandler,
    SetBusyTimesHandler,
    SyncCalendarHandler,
    NoteSyncHandler,
    ListConnectionsHandler,
    CalendarKeeper,
  ],
})
export class SyncModule {}

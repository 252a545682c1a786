import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/module.ts';
import { MailModule } from '../../mail/module.ts';
import { RemindOfSessionHandler } from '../reminders/remind-of-session.ts';
import { TellOfReminderHandler } from '../reminders/tell-of-reminder.ts';
import { WhenSessionNearThenRemind } from '../reminders/when-session-near-then-remind.ts';
import { WhenSessionNearsThenTell } from '../reminders/when-session-nears-then-tell.ts';
import { Sessions } from './sessions.ts';
import { TellOfBookingHandler } from './tell-of-booking.ts';
import { WhenBookingChangesThenTell } from './when-booking-changes-then-tell.ts';

/** What the two of a session are written about it. */
@Module({
  imports: [AccountsModule, MailModule],
  providers: [
    Sessions,
    TellOfBookingHandler,
    WhenBookingChangesThenTell,
    RemindOfSessionHandler,
    WhenSessionNearThenRemind,
    TellOfReminderHandler,
    WhenSessionNearsThenTell,
  ],
})
export class TellingModule {}

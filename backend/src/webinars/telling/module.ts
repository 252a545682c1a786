import { Module } from '@nestjs/common';
import { MailModule } from '../../mail/module.ts';
import { RemindOfWebinarHandler } from '../reminders/remind-of-webinar.ts';
import { TellOfWebinarReminderHandler } from '../reminders/tell-of-webinar-reminder.ts';
import { WhenWebinarNearThenRemind } from '../reminders/when-webinar-near-then-remind.ts';
import { WhenWebinarNearsThenTell } from '../reminders/when-webinar-nears-then-tell.ts';
import { TellOfWebinarHandler } from './tell-of-webinar.ts';
import { WhenWebinarChangesThenTell } from './when-webinar-changes-then-tell.ts';

/** What people are written about webinars. */
@Module({
  imports: [MailModule],
  providers: [
    TellOfWebinarHandler,
    WhenWebinarChangesThenTell,
    RemindOfWebinarHandler,
    WhenWebinarNearThenRemind,
    TellOfWebinarReminderHandler,
    WhenWebinarNearsThenTell,
  ],
})
export class WebinarTellingModule {}

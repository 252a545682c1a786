import { Module } from '@nestjs/common';
import { MailModule } from '../../mail/module.ts';
import { TellOfWebinarHandler } from './tell-of-webinar.ts';
import { WhenWebinarChangesThenTell } from './when-webinar-changes-then-tell.ts';

/** What people are written about webinars. */
@Module({ imports: [MailModule], providers: [TellOfWebinarHandler, WhenWebinarChangesThenTell] })
export class WebinarTellingModule {}

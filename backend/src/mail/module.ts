import { Module } from '@nestjs/common';
import { DeliverMailHandler } from './delivery/deliver-mail.ts';
import { Outgoing } from './delivery/outgoing.ts';
import { SendAgainHandler } from './delivery/send-again.ts';
import { SendWaitingHandler, WhenMailDueThenDeliver } from './delivery/when-mail-due-then-deliver.ts';
import { GetMailHandler } from './mailbox/get-mail.ts';
import { ListMailboxHandler } from './mailbox/list-mailbox.ts';
import { MailboxController } from './mailbox/mailbox-controller.ts';
import { Writer } from './writing/writer.ts';

/** Messages to people: written once, sent, and seen by operators. */
@Module({
  controllers: [MailboxController],
  providers: [
    Outgoing,
    Writer,
    DeliverMailHandler,
    SendWaitingHandler,
    SendAgainHandler,
    WhenMailDueThenDeliver,
    ListMailboxHandler,
    GetMailHandler,
  ],
  exports: [Writer],
})
export class MailModule {}

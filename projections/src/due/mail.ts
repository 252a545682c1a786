import type { EventOf, Id, Instant, Recorded } from '@lyceum/contracts';
import type { Thing } from './projection.ts';

/** A message that is to go out, until it has or never will. While one tries, it is due when that one's time is over. */
export interface MailDue {
  readonly what: 'send-mail';
  readonly at: Instant;
  readonly mailId: Id;
}

export const MAIL_FACTS = [
  'mail.MailComposed.v2',
  'mail.DeliveryBegun.v1',
  'mail.MailSent.v1',
  'mail.DeliveryFailed.v1',
  'mail.DeliveryOrdered.v1',
] as const;
export type MailFact = (typeof MAIL_FACTS)[number];

export function foldMail(row: Thing | undefined, { type, data, metadata }: Recorded<EventOf<MailFact>>): Thing | null | undefined {
  const { mailId } = data;
  const dueAt = (at: Instant): MailDue => ({ what: 'send-mail', at, mailId });
  switch (type) {
    case 'mail.MailComposed.v2':
      return data.way === 'smtp' ? dueAt(metadata.at) : undefined;
    case 'mail.DeliveryBegun.v1':
      return row && dueAt(data.until);
    case 'mail.MailSent.v1':
      return row && null;
    case 'mail.DeliveryOrdered.v1':
      return dueAt(metadata.at);
    case 'mail.DeliveryFailed.v1':
      return row && (data.next === null ? null : dueAt(data.next));
  }
}

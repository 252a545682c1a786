import type { Attachment, EventOf, Id, Instant, MailKind, MailState, Recorded } from '@lyceum/contracts';
import { MAIL_FACTS } from '../due/mail.ts';
import { projection } from '../engine/projection.ts';

/** A message as operators see it. What it says is null once its reader is forgotten. */
export interface MailRow {
  readonly mailId: Id;
  readonly personId: Id;
  readonly kind: MailKind;
  readonly to: string | null;
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly at: Instant;
  readonly state: MailState;
  readonly tries: number;
  readonly reason: string | null;
  readonly sentAt: Instant | null;
  readonly next: Instant | null;
  /** What pages are sorted by: the newest has the least. */
  readonly newest: string;
}

type MailFact = Recorded<EventOf<(typeof MAIL_FACTS)[number]>>;

/** Beyond all times, in milliseconds, of as many digits as the present. */
const END_OF_TIME = 9_999_999_999_999;

const newestFirst = (at: Instant): string => String(END_OF_TIME - Date.parse(at)).padStart(13, '0');

function fold(row: MailRow | undefined, fact: MailFact): MailRow | undefined {
  if (fact.type === 'mail.MailComposed.v2') {
    const { way, until: _, about: __, ...composed } = fact.data;
    const { at } = fact.metadata;
    const state = way === 'smtp' ? 'waiting' : 'kept';
    return { ...composed, at, state, tries: 0, reason: null, sentAt: null, next: null, newest: newestFirst(at) };
  }
  if (!row) throw new Error('the delivery of a message that was never written');
  switch (fact.type) {
    case 'mail.DeliveryBegun.v1':
      return { ...row, tries: fact.data.number, next: null };
    case 'mail.DeliveryOrdered.v1':
      return { ...row, state: 'waiting', reason: null, next: null };
    case 'mail.MailSent.v1':
      return { ...row, state: 'sent', reason: null, sentAt: fact.metadata.at, next: null };
    case 'mail.DeliveryFailed.v1': {
      const { reason, next } = fact.data;
      return { ...row, state: next === null ? 'failed' : 'waiting', reason, next };
    }
  }
}

export const mailbox = projection<MailRow, MailFact['type']>({
  name: 'mailbox',
  version: 2,
  from: MAIL_FACTS,
  first: ['mail.MailComposed.v2'],
  key: ({ data }) => data.mailId,
  fold,
  indexes: [{ newest: 1, _id: 1 }, { state: 1, newest: 1, _id: 1 }, { position: 1 }],
  rooms: { operator: null },
  views: ({ text: _, html: __, attachments: ___, newest: ____, ...row }) => [{ room: 'operator', audience: 'staff', row }],
});

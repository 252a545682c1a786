import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';
import type { MailKind } from './kinds.ts';

/** A file that goes with a message. `contentType` is its media type with parameters, `content` its text. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string | null;
}

/** One message to one person. */
interface Of {
  readonly mailId: Id;
  readonly personId: Id;
}

/**
 * Facts of a message: stream `mail-MAILID`, whose id derives from the fact that is told of, the person and the kind, so that it is written
 * once. All that it says is personal and null once the person is forgotten.
 */
export type MailEvent =
  /** `about` are others whom it names: it is sealed with their keys too, so that it goes with any of them. `way` is how it was to go out by the configuration of then. After `until` it is not worth sending any more. */
  | Fact<
      'mail.MailComposed.v2',
      Of & {
        kind: MailKind;
        about: readonly Id[];
        to: string | null;
        subject: string | null;
        text: string | null;
        html: string | null;
        attachments: readonly Attachment[];
        way: 'smtp' | 'mailbox';
        until: Instant | null;
      }
    >
  /** The try with this number is under way, and nobody else tries before `until`: whoever began it may have died. */
  | Fact<'mail.DeliveryBegun.v1', Of & { number: number; until: Instant }>
  /** The mail server has taken it over. */
  | Fact<'mail.MailSent.v1', Of>
  /** It was not taken: again at `next`, or never where it is null. */
  | Fact<'mail.DeliveryFailed.v1', Of & { reason: string | null; next: Instant | null }>
  /** An operator says that it is to be tried again, also where it had been given up. */
  | Fact<'mail.DeliveryOrdered.v1', Of & { operatorId: Id }>;

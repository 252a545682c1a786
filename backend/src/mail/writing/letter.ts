import type { Attachment, Id, Instant } from '@lyceum/contracts';

/** What a message says, before it is text and HTML. Everything in it is plain text. */
export interface Letter {
  readonly subject: string;
  /** The one sentence that it is about. */
  readonly headline: string;
  readonly paragraphs: readonly string[];
  /** What there is to know at a glance: name and value. */
  readonly particulars: readonly (readonly [name: string, value: string])[];
  /** Where to go from here: a path of the academy. */
  readonly action: { readonly text: string; readonly path: string } | null;
  readonly attachments: readonly Attachment[];
  /** Whom it names beside its reader. */
  readonly about: readonly Id[];
  /** After this it is not worth sending any more. */
  readonly until: Instant | null;
}

/** Whom a message is for. */
export interface Reader {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
}

import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';
import { MailKind } from './kinds.ts';

/** Where a message stands: `kept` where no mail server is configured; `failed` is for good. */
export const MailState = z.enum(['kept', 'waiting', 'sent', 'failed']).meta({ id: 'MailState' });
export type MailState = z.infer<typeof MailState>;

/** A message as operators see it. What it says is null once its reader is forgotten. */
export const MailItem = z
  .object({
    mailId: Id,
    personId: Id,
    kind: MailKind,
    to: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    html: z.string().nullable(),
    attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.string().nullable() })),
    /** When it was written. */
    at: Instant,
    state: MailState,
    /** How often it was tried to send it. */
    tries: z.int(),
    /** Why the last try failed. */
    reason: z.string().nullable(),
    sentAt: Instant.nullable(),
    /** When it is tried again. */
    next: Instant.nullable(),
  })
  .meta({ id: 'MailItem' });
export type MailItem = z.infer<typeof MailItem>;
export const Mailbox = pageOf(MailItem).meta({ id: 'Mailbox' });

export const MailboxQuery = PageQuery.extend({ state: MailState.optional() });
export type MailboxQuery = z.infer<typeof MailboxQuery>;

import { z } from 'zod';

/** What a message is about. */
export const MailKind = z
  .enum([
    'booking-confirmed',
    'booking-requested',
    'booking-refused',
    'booking-cancelled',
    'booking-moved',
    'booking-offered',
    'booking-tomorrow',
    'booking-soon',
    'review-asked',
  ])
  .meta({ id: 'MailKind' });
export type MailKind = z.infer<typeof MailKind>;

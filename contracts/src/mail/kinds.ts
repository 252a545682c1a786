import { z } from 'zod';

/** What a message about a consultation is about. */
export const BookingMailKind = z.enum([
  'booking-confirmed',
  'booking-requested',
  'booking-refused',
  'booking-cancelled',
  'booking-moved',
  'booking-offered',
  'booking-tomorrow',
  'booking-soon',
  'review-asked',
]);
export type BookingMailKind = z.infer<typeof BookingMailKind>;

/** What a message about a webinar is about. */
export const WebinarMailKind = z.enum([
  'webinar-registered',
  'webinar-asked',
  'webinar-waiting',
  'webinar-refused',
  'webinar-withdrawn',
  'webinar-moved',
  'webinar-cancelled',
  'webinar-tomorrow',
  'webinar-soon',
]);
export type WebinarMailKind = z.infer<typeof WebinarMailKind>;

/** What a message is about. */
export const MailKind = z.enum([...BookingMailKind.options, ...WebinarMailKind.options, 'report']).meta({ id: 'MailKind' });
export type MailKind = z.infer<typeof MailKind>;

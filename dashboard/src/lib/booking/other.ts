import type { Booking } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

/** The other one of the two, by name. */
export const otherName = ({ as, student, instructor }: Booking): string =>
  (as === 'student' ? instructor.name : student.name) ?? t('person.forgotten');

/** What a session is called for its reader. */
export const titleOf = (booking: Booking): string =>
  booking.as === 'admin'
    ? t('session.of', {
        student: booking.student.name ?? t('person.forgotten'),
        instructor: booking.instructor.name ?? t('person.forgotten'),
      })
    : t('session.with', { name: otherName(booking) });

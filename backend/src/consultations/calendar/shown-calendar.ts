import { allows, type Calendar, type Id } from '@lyceum/contracts';
import type { ReadModels } from '@lyceum/projections';
import { Refused } from '../../deciding/refused.ts';

/**
 * The calendar of somebody who offers consultations, by two look-ups.
 * @throws Refused instructor-not-found
 */
export async function calendarShown(models: ReadModels, instructorId: Id): Promise<Calendar> {
  const [person, calendar] = await Promise.all([models.people.find(instructorId), models.calendars.of(instructorId)]);
  if (!person || !allows(person.roles, 'consultations.offer')) throw new Refused({ code: 'instructor-not-found' });
  return calendar;
}

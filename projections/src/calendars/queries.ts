import { EMPTY_CALENDAR, type Calendar, type Id } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { CalendarRow } from './projection.ts';

export class CalendarsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The instructor's calendar; an empty one where they have never set any times. */
  async of(instructorId: Id): Promise<Calendar> {
    return (await this.#models.find<CalendarRow>('calendars', instructorId)) ?? EMPTY_CALENDAR;
  }
}

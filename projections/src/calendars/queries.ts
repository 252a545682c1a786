import { EMPTY_CALENDAR, type Calendar, type Id, type Waiting } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { CalendarRow } from './projection.ts';

export class CalendarsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The days that a student waits for, with how many come before them. */
  async waitingOf(studentId: Id): Promise<readonly (Waiting & { readonly instructorId: Id; readonly place: number })[]> {
    const rows = await this.#models.findMany<CalendarRow>('calendars', { 'waiting.studentId': studentId });
    return rows.flatMap(({ instructorId, waiting }) =>
      waiting
        .filter((one) => one.studentId === studentId)
        .map((one) => {
          const day = waiting.filter(({ date }) => date === one.date);
          return { ...one, instructorId, place: day.findIndex((other) => other.studentId === studentId) + 1 };
        }),
    );
  }

  /** The instructor's calendar; an empty one where they have never set any times. */
  async of(instructorId: Id): Promise<Calendar> {
    return (await this.#models.find<CalendarRow>('calendars', instructorId)) ?? EMPTY_CALENDAR;
  }
}

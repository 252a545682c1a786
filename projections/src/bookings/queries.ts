import type { Id, Instant, Page, Recorded } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { plain } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { rowFrom } from '../reading/row-from.ts';
import { bookings, type BookingRow } from './projection.ts';

/** A booking as these facts of its calendar make it; null where they make none. */
export const bookingFrom = (bookingId: Id, facts: readonly Recorded[]): BookingRow | null => rowFrom(bookings, bookingId, facts);

/** Whose bookings: of a person as one of the two or either, with somebody, to come or over. */
export interface BookingsOf extends PageOf {
  readonly personId: Id;
  readonly as?: 'student' | 'instructor' | undefined;
  readonly when?: 'coming' | 'past' | undefined;
  readonly with?: Id | undefined;
}

export class BookingsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(bookingId: Id): Promise<BookingRow | null> {
    return this.#models.find<BookingRow>('bookings', bookingId);
  }

  /** By their start; those that are over begin with the latest. */
  page({ personId, as, when, with: other, ...page }: BookingsOf): Promise<Page<BookingRow>> {
    const filter = {
      people: personId,
      ...(when && { over: when === 'past' }),
      ...(as && { [`${as}Id`]: personId }),
      ...(other && { $and: [{ people: other }] }),
    };
    return this.#models.reading('bookings', (rows) =>
      pageBy<BookingRow>(rows, filter, 'start', page, when === 'past' ? 'falling' : 'rising'),
    );
  }

  /** All of a person's that begin at `from` or later, whatever became of them, the first first. */
  since(personId: Id, from: Instant): Promise<readonly BookingRow[]> {
    return this.#models.reading('bookings', async (rows) => {
      const found = await rows
        .find({ people: personId, over: { $in: [false, true] }, start: { $gte: from } })
        .sort({ start: 1 })
        .toArray();
      return found.map((row) => plain<BookingRow>(row));
    });
  }

  /** The bookings of an instructor that begin between two instants, whatever became of them. */
  between(instructorId: Id, from: Instant, to: Instant): Promise<readonly BookingRow[]> {
    return this.#models.reading('bookings', async (rows) => {
      const found = await rows
        .find({ instructorId, start: { $gte: from, $lt: to } })
        .sort({ start: 1 })
        .toArray();
      return found.map((row) => plain<BookingRow>(row));
    });
  }
}

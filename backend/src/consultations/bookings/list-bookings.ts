import type { Booking, BookingsQuery, Id, Page } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { bookingOf } from './shown.ts';

/** My bookings, as student and as instructor. */
export class ListBookings extends Query<Page<Booking>> {
  constructor(
    readonly personId: Id,
    readonly page: BookingsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListBookings)
export class ListBookingsHandler implements IQueryHandler<ListBookings> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, page }: ListBookings): Promise<Page<Booking>> {
    const { items, next } = await this.models.bookings.page({ ...page, personId });
    const names = await this.models.people.names([...new Set(items.flatMap(({ people }) => people))]);
    return { items: items.map((row) => bookingOf(row, row.studentId === personId ? 'student' : 'instructor', names)), next };
  }
}

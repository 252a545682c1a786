import type { Booking, InstructorDetail, Invoice, Page, Payment, Review } from '@lyceum/contracts';
import { read, type Fetch } from '#lib/api/client.ts';
import { load } from '#lib/api/loading.ts';
import { ApiProblem } from '#lib/api/problem.ts';

/** What a page can do without: null where there is none. */
async function perhaps<T>(fetch: Fetch, path: string): Promise<T | null> {
  try {
    return (await read<T>(fetch, path)).value;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}

/** A booking with its instructor's public page, where there is one, what was paid for it, and its review. */
export async function loadBooking(event: { readonly fetch: Fetch; readonly url: URL }, bookingId: string) {
  const { value: booking, position: since } = await load<Booking>(event, `/api/bookings/${bookingId}`);
  const priced = booking.price !== null;
  const [instructor, review, payment, invoices] = await Promise.all([
    perhaps<InstructorDetail>(event.fetch, `/api/instructors/${booking.instructor.personId}`),
    booking.phase === 'completed' ? perhaps<Review>(event.fetch, `/api/bookings/${bookingId}/review`) : null,
    priced ? perhaps<Payment>(event.fetch, `/api/bookings/${bookingId}/payment`) : null,
    priced ? perhaps<Page<Invoice>>(event.fetch, `/api/me/invoices?booking=${bookingId}`) : null,
  ]);
  return { booking, instructor, review, payment, invoices: invoices?.items ?? [], since };
}

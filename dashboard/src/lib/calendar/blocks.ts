import type { Availability, CalendarView, WebinarSummary } from '@lyceum/contracts';
import { toLocal } from '#lib/time/local.ts';
import { hoursOf, minutesOf } from './hours.ts';

type Booking = CalendarView['bookings'][number];
type HandSlot = CalendarView['slots'][number];

/** Something that lies on one date of the week, from one minute of the clock to another. */
interface Lying {
  readonly key: string;
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

export type Block =
  | (Lying & { readonly kind: 'hours'; readonly by: 'week' | 'date' })
  | (Lying & { readonly kind: 'booking'; readonly booking: Booking })
  | (Lying & { readonly kind: 'slot'; readonly slot: HandSlot })
  | (Lying & { readonly kind: 'webinar'; readonly webinar: WebinarSummary })
  | (Lying & { readonly kind: 'busy' });

/** A stretch of time on the dates that it touches, by the clocks of a zone. */
export function lying(start: string, end: string, zone: string): { date: string; from: number; to: number }[] {
  const [first, last] = [toLocal(start, zone), toLocal(end, zone)];
  const [from, to] = [minutesOf(first.slice(11)), minutesOf(last.slice(11))];
  const [date, until] = [first.slice(0, 10), last.slice(0, 10)];
  // Where the clocks are put back the end may read earlier than the start.
  if (date === until) return [{ date, from, to: Math.max(to, from + 5) }];
  return [{ date, from, to: 1440 }, ...(to > 0 ? [{ date: until, from: 0, to }] : [])];
}

const endOf = ({ start, length }: { readonly start: string; readonly length: number }): string =>
  new Date(Date.parse(start) + length * 60_000).toISOString();

const TAKES_TIME = new Set(['held', 'requested', 'confirmed', 'completed', 'no-show']);

/** All that lies in a week: hours below, then what is opened by hand, taken elsewhere, webinars and what is booked. */
export function blocksOf(
  view: CalendarView,
  availability: Availability,
  dates: readonly string[],
  webinars: readonly WebinarSummary[] = [],
): Block[] {
  const zone = availability.timeZone;
  const spread = <T>(key: string, start: string, end: string, more: T) =>
    lying(start, end, zone).map((part) => ({ key: `${key} ${part.date}`, ...part, ...more }));
  const hours = dates.flatMap((date) => {
    const { by, ranges } = hoursOf(availability, date);
    return by === 'holiday'
      ? []
      : ranges.map(({ start, end }): Block => ({
          key: `hours ${date} ${start}`,
          kind: 'hours',
          by,
          date,
          from: minutesOf(start),
          to: minutesOf(end),
        }));
  });
  const slots = view.slots.flatMap((slot) => spread(`slot ${slot.slotId}`, slot.start, endOf(slot), { kind: 'slot' as const, slot }));
  const busy = view.busy.flatMap(({ start, end }, at) => spread(`busy ${at}`, start, end, { kind: 'busy' as const }));
  const bookings = view.bookings
    .filter(({ phase }) => TAKES_TIME.has(phase))
    .flatMap((booking) => spread(`booking ${booking.bookingId}`, booking.start, booking.end, { kind: 'booking' as const, booking }));
  const held = webinars
    .filter(({ phase, as, mine }) => phase !== 'cancelled' && (as !== 'attendee' || mine === 'confirmed'))
    .flatMap((webinar) => spread(`webinar ${webinar.webinarId}`, webinar.start, webinar.end, { kind: 'webinar' as const, webinar }));
  return [...hours, ...slots, ...busy, ...held, ...bookings].filter(({ date }) => dates.includes(date));
}

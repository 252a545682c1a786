import { MINUTE, type Id, type Instant } from '@lyceum/contracts';
import { ICalEventStatus, type ICalEventData } from 'ical-generator';

/** A session as calendar programs take it; minutes. */
export interface CalendarEntry {
  readonly bookingId: Id;
  readonly start: Instant;
  readonly length: number;
  /** Rises with every change: the entry with the higher one counts (RFC 5545, 3.8.7.4). */
  readonly sequence: number;
  readonly summary: string;
  readonly description: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** When this was said of it. */
  readonly stamp: Instant;
}

export const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/** The entry as an event: instants in UTC, which every program shows in its owner's zone, and one UID for as long as the booking is. */
export function eventOf(entry: CalendarEntry, address: URL): ICalEventData {
  const start = new Date(entry.start);
  return {
    id: `${entry.bookingId}@${address.hostname}`,
    sequence: entry.sequence,
    stamp: new Date(entry.stamp),
    start,
    end: new Date(start.getTime() + entry.length * MINUTE),
    summary: entry.summary,
    description: entry.description,
    url: new URL(`/bookings/${entry.bookingId}`, address).href,
    status: STATUS[entry.status],
  };
}

/** Who made the calendar, as each file says. */
export const PRODUCT = { company: 'Lyceum', product: 'Lyceum', language: 'EN' } as const;

import type { Id, Instant } from '@lyceum/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { PRODUCT } from '../../consultations/ical/event.ts';

/** What a calendar has of a webinar. */
export interface Entry {
  readonly webinarId: Id;
  readonly title: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly cancelled: boolean;
  /** When this was said of it: of two, the later one counts. */
  readonly stamp?: Instant;
}

/** The file that puts the webinar into a calendar, under one name for as long as it is (RFC 5545). */
export function calendarFile({ webinarId, title, start, end, cancelled, stamp }: Entry, address: URL): string {
  const page = new URL(`/webinars/${webinarId}`, address).href;
  const calendar = ical({ prodId: PRODUCT, method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `webinar-${webinarId}@${address.hostname}`,
    start: new Date(start),
    end: new Date(end),
    summary: title,
    description: page,
    url: page,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(stamp !== undefined && { stamp: new Date(stamp), sequence: Math.floor(Date.parse(stamp) / 1000) % 2 ** 31 }),
  });
  return calendar.toString();
}

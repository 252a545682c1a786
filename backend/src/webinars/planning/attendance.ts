import type { Instant } from '@lyceum/contracts';

type Stays = readonly { readonly from: Instant; readonly to: Instant | null }[];

/** The time in which being there counts: from when the room was opened until it closed, or now. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const MINUTE = 60_000;

export const spanOf = ({ opened, closed }: { readonly opened: Instant | null; readonly closed: Instant | null }, now: Instant): Span => ({
  from: opened ?? now,
  to: closed ?? now,
});

/** Minutes of the stays within the span. */
export function minutesIn(stays: Stays, { from, to }: Span, now: Instant): number {
  return stays.reduce((sum, stay) => {
    const began = Math.max(Date.parse(stay.from), Date.parse(from));
    const ended = Math.min(Date.parse(stay.to ?? now), Date.parse(to));
    return sum + Math.max(0, ended - began) / MINUTE;
  }, 0);
}

/** The share of the span that somebody was there, from 0 to 1. */
export function shareOf(stays: Stays, span: Span, now: Instant): number {
  const length = (Date.parse(span.to) - Date.parse(span.from)) / MINUTE;
  return length <= 0 ? 0 : Math.min(1, Math.round((minutesIn(stays, span, now) / length) * 1000) / 1000);
}

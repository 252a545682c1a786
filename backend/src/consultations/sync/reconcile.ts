import { instant, merged, MINUTE, type Instant, type Span } from '@lyceum/contracts';
import type { SessionEntry, WrittenEntry } from './other-calendar.ts';

const DAY = 24 * 60 * MINUTE;
/** So many spans go into one fact; whoever has more is taken from the first to the last of what is left. */
const MOST_SPANS = 2000;

/** The days that are looked at: from yesterday on, whole days (UTC), so that time going on changes something once a day. */
export function windowOf(now: number, horizonDays: number): Span {
  const today = Math.floor(now / DAY) * DAY;
  return { start: today - DAY, end: today + (horizonDays + 2) * DAY };
}

/** What has to change in another calendar so that it has the sessions and no others of ours. What is over stays there. */
export function changesOf(sessions: readonly SessionEntry[], ours: readonly WrittenEntry[], now: number) {
  const put: { readonly entry: SessionEntry; readonly ref: string | null }[] = [];
  const kept = new Set<WrittenEntry>();
  for (const entry of sessions) {
    const start = Date.parse(entry.start);
    const [there] = ours.filter(({ bookingId }) => bookingId === entry.bookingId);
    if (there) kept.add(there);
    const same = there?.span.start === start && there.span.end === start + entry.length * MINUTE;
    if (!same) put.push({ entry, ref: there?.ref ?? null });
  }
  const remove = ours.filter((each) => !kept.has(each) && each.span.end > now).map(({ ref }) => ref);
  return { put, remove };
}

/** Times that are taken, in order; those that touch are one, so that it says nothing of what for. */
export function busyOf(spans: readonly Span[]): readonly { readonly start: Instant; readonly end: Instant }[] {
  const all = merged(spans.filter(({ start, end }) => start < end));
  const few = all.slice(0, MOST_SPANS);
  const [last, rest] = [few.at(-1), all.at(-1)];
  const shown = last && rest && all.length > MOST_SPANS ? [...few.slice(0, -1), { start: last.start, end: rest.end }] : few;
  return shown.map(({ start, end }) => ({ start: instant(start), end: instant(end) }));
}

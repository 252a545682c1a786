import { instant, MINUTE, type Attachment, type Instant, type BookingMailKind, type Money, type Party } from '@lyceum/contracts';
import type { Letter, Reader } from '../../mail/writing/letter.ts';
import { instantInWords, minutesUntil, spanInWords } from '../../mail/writing/times.ts';
import { wordsFor } from '../../mail/writing/words.ts';
import type { CalendarEntry } from '../ical/event.ts';
import { invitationTo } from '../ical/invitation.ts';
import type { Sender } from './sender.ts';
import type { Session } from './sessions.ts';
import { bookingWords, type Story } from './words.ts';

/** What happened to sessions of the same two, for one of them. */
export interface News {
  readonly kind: BookingMailKind;
  readonly as: 'student' | 'instructor';
  /** The name of the other one; null where they are forgotten. */
  readonly other: string | null;
  readonly sessions: readonly Session[];
  readonly by: Party | null;
  readonly reason: string | null;
  readonly refund: Money | null;
  readonly former: { readonly start: Instant; readonly length: number } | null;
  /** When it happened, and the present. */
  readonly at: Instant;
  readonly now: Instant;
}

/** An amount as the language writes it: €20.00. */
export function amountInWords({ amount, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Kinds that go into calendars. What was never in one is not taken out of it. */
const invites = ({ kind, sessions }: News): boolean => {
  const told = kind === 'booking-confirmed' || kind === 'booking-moved' || kind === 'booking-cancelled' || kind === 'booking-refused';
  return told && sessions.every(({ invited }) => invited);
};

/** The message, or null where there is nothing to tell of. */
export function letterOf(news: News, reader: Reader, sender: Sender): Letter | null {
  const [first] = news.sessions;
  if (!first) return null;
  const words = bookingWords();
  const { locale } = wordsFor();
  const other = news.other ?? words.forgotten;
  const times = news.sessions.map(({ start, length }) => spanInWords(start, length, reader.timeZone, locale));
  const story: Story = {
    as: news.as,
    other,
    when: times[0] ?? '',
    count: news.sessions.length,
    by: news.by,
    own: news.by === news.as,
    waitsForYes: first.phase === 'requested',
    refund: news.refund && amountInWords(news.refund, locale),
    expires: first.expires && instantInWords(first.expires, reader.timeZone, locale),
    minutesLeft: minutesUntil(first.start, news.now),
  };
  const { subject, headline, paragraphs, action } = words.sayings[news.kind](story);
  const named = words.particulars;
  const { former } = news;
  const particulars = [
    [named.when, times.join('\n')],
    former && [named.former, spanInWords(former.start, former.length, reader.timeZone, locale)],
    [named.with, other],
    first.title !== '' && [named.topic, first.title],
    first.price && [named.price, amountInWords(total(news.sessions, first.price), locale)],
    first.note && [named.note, first.note],
    news.reason && [named.reason, news.reason],
  ].filter((particular): particular is [string, string] => Array.isArray(particular));
  const attachments = invites(news) ? [invitation(news, other, reader, sender)] : [];
  const path = `/bookings/${first.bookingId}`;
  const about = news.other === null ? [] : [news.as === 'student' ? first.instructorId : first.studentId];
  return { subject, headline, paragraphs, particulars, action: { text: action, path }, attachments, about, until: untilOf(news) };
}

const total = (sessions: readonly Session[], { currency }: Money): Money => ({
  amount: sessions.reduce((sum, { price }) => sum + (price?.amount ?? 0), 0),
  currency,
});

/** A reminder is of no use once the session has begun, an offer once it is over, a call for a review after a week. */
function untilOf({ kind, sessions, at }: News): Instant | null {
  if (kind === 'booking-tomorrow' || kind === 'booking-soon') return sessions[0]?.start ?? null;
  if (kind === 'booking-offered') return sessions[0]?.expires ?? null;
  return kind === 'review-asked' ? instant(Date.parse(at) + 7 * 24 * 60 * MINUTE) : null;
}

function invitation(news: News, other: string, reader: Reader, { address, organizer }: Sender): Attachment {
  const over = news.kind === 'booking-cancelled' || news.kind === 'booking-refused';
  const entries = news.sessions.map((session): CalendarEntry => {
    const { bookingId, start, length, moves, title, phase } = session;
    const status = over ? 'cancelled' : phase === 'requested' ? 'tentative' : 'confirmed';
    const description = new URL(`/bookings/${bookingId}`, address).href;
    // Each change of a time counts one up, and the end of it all one more.
    const sequence = moves + (over ? 1 : 0);
    return { bookingId, start, length, sequence, summary: bookingWords().entry(other, title), description, status, stamp: news.at };
  });
  return invitationTo({ entries, attendee: { name: reader.name, email: reader.email }, organizer, address });
}

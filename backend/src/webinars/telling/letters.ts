import { MINUTE, type Id, type Instant, type WebinarMailKind, type WebinarPlan, type WebinarSummary } from '@lyceum/contracts';
import type { Letter, Reader } from '../../mail/writing/letter.ts';
import { minutesUntil, spanInWords } from '../../mail/writing/times.ts';
import { wordsFor } from '../../mail/writing/words.ts';
import { calendarFile } from '../planning/entry.ts';
import { webinarWords } from './words.ts';

/** What happened to a webinar, for one who has to do with it. */
export interface News {
  readonly kind: WebinarMailKind;
  readonly webinarId: Id;
  readonly plan: Pick<WebinarPlan, 'title' | 'start' | 'end'>;
  readonly ticketId: Id | null;
  readonly waited: boolean;
  readonly guestId: Id | null;
  /** The name of who asks; null where they are forgotten or nobody asks. */
  readonly guest: string | null;
  readonly reason: string | null;
  /** As what the reader is there. */
  readonly as: WebinarSummary['as'];
  /** When it happened, and the present. */
  readonly at: Instant;
  readonly now: Instant;
}

const CALENDARS: readonly WebinarMailKind[] = ['webinar-registered', 'webinar-moved', 'webinar-cancelled'];
/** These are of no use once it has begun. */
const REMINDERS: readonly WebinarMailKind[] = ['webinar-tomorrow', 'webinar-soon'];

export function letterOf(news: News, reader: Reader, address: URL): Letter {
  const { kind, webinarId, plan, ticketId, reason, as, waited, at } = news;
  const words = webinarWords();
  const minutes = (Date.parse(plan.end) - Date.parse(plan.start)) / MINUTE;
  const when = spanInWords(plan.start, minutes, reader.timeZone, wordsFor().locale);
  const guest = news.guest ?? words.forgotten;
  const story = { title: plan.title, when, guest, waited, as, minutesLeft: minutesUntil(plan.start, news.now) };
  const { subject, headline, paragraphs, action } = words.sayings[kind](story);
  const named = words.particulars;
  const particulars = [[named.when, when], ticketId && [named.ticket, ticketId], reason && [named.reason, reason]].filter(
    (particular): particular is [string, string] => Array.isArray(particular),
  );
  const cancelled = kind === 'webinar-cancelled';
  const status = cancelled ? 'cancelled' : 'confirmed';
  const file = { webinarId, title: plan.title, start: plan.start, end: plan.end, status, stamp: at } as const;
  const contentType = `text/calendar; charset=utf-8; method=${cancelled ? 'CANCEL' : 'PUBLISH'}`;
  const attachments = CALENDARS.includes(kind) ? [{ filename: 'webinar.ics', contentType, content: calendarFile(file, address) }] : [];
  const path = kind === 'webinar-asked' ? `/webinars/${webinarId}/registrations` : `/webinars/${webinarId}`;
  return {
    subject,
    headline,
    paragraphs,
    particulars,
    action: { text: action, path },
    attachments,
    about: kind === 'webinar-asked' && news.guest !== null && news.guestId !== null ? [news.guestId] : [],
    until: REMINDERS.includes(kind) ? plan.start : plan.end,
  };
}

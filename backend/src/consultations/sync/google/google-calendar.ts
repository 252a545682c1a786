import { instant, MINUTE, momentOf, type Span } from '@lyceum/contracts';
import { z } from 'zod';
import { bookingOfUid } from '../session-file.ts';
import { SyncFailure, type OtherCalendar, type SeenCalendar, type SessionEntry, type WrittenEntry } from '../other-calendar.ts';
import { askGoogle, tokensFor, type GoogleClient, type Tokens } from './google-api.ts';

const Time = z.object({ date: z.iso.date().optional(), dateTime: z.string().optional() });
const Item = z.object({
  id: z.string(),
  iCalUID: z.string().optional(),
  status: z.string().optional(),
  transparency: z.string().optional(),
  start: Time.optional(),
  end: Time.optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
});
const Events = z.object({ items: z.array(Item).default([]), nextPageToken: z.string().optional() });

/** Under which name an event says which booking it is. */
const OURS = 'lyceumBooking';
const PAGES = 20;

/** Google takes ids of an event's own: letters a to v and digits. The same booking is the same event, however often it is written. */
const eventId = (bookingId: string): string => bookingId.replaceAll('-', '');

/** Somebody's calendar at Google. Google itself works out the times of events that repeat. */
export class GoogleCalendar implements OtherCalendar {
  private token: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly client: GoogleClient,
    private readonly calendarId: string,
    private readonly refreshToken: string,
    private readonly academy: URL,
  ) {}

  async look(window: Span, zone: string): Promise<SeenCalendar> {
    const busy: Span[] = [];
    const ours: WrittenEntry[] = [];
    for await (const item of this.items(window)) {
      const span = spanOf(item, zone);
      const bookingId = item.extendedProperties?.private?.[OURS];
      if (item.status === 'cancelled' || span === null) continue;
      if (bookingId !== undefined) ours.push({ bookingId, ref: item.id, span });
      // A session that came by mail as well is no time that somebody else takes.
      else if (item.transparency !== 'transparent' && bookingOfUid(item.iCalUID ?? '', this.academy) === null) busy.push(span);
    }
    return { busy, ours };
  }

  async put(entry: SessionEntry, ref: string | null): Promise<void> {
    const id = ref ?? eventId(entry.bookingId);
    const end = instant(Date.parse(entry.start) + entry.length * MINUTE);
    const body = JSON.stringify({
      id,
      status: 'confirmed',
      summary: entry.title,
      start: { dateTime: entry.start },
      end: { dateTime: end },
      source: { title: entry.title, url: new URL(`/bookings/${entry.bookingId}`, this.academy).href },
      extendedProperties: { private: { [OURS]: entry.bookingId } },
    });
    const written = ref === null ? await this.ask('POST', '', body) : await this.ask('PUT', id, body);
    // An event that was taken out keeps its id: it is written over.
    const answer = written.status === 409 ? await this.ask('PUT', id, body) : written;
    if (answer.status >= 300) throw new SyncFailure('refused', `Google answers ${answer.status} to a session`);
  }

  async remove(ref: string): Promise<void> {
    const { status } = await this.ask('DELETE', ref);
    if (status >= 300 && status !== 404 && status !== 410)
      throw new SyncFailure('refused', `Google answers ${status} to a session that goes`);
  }

  private async *items(window: Span) {
    const query = { timeMin: instant(window.start), timeMax: instant(window.end), singleEvents: 'true', maxResults: '2500' };
    let pageToken: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const search = new URLSearchParams({ ...query, ...(pageToken !== undefined && { pageToken }) });
      const { status, body } = await this.ask('GET', `?${search.toString()}`);
      if (status === 404) throw new SyncFailure('no-calendar', 'Google has no such calendar');
      const events = Events.safeParse(body);
      if (status !== 200 || !events.success)
        throw new SyncFailure('unreadable', `Google answers ${status} with something else than events`);
      yield* events.data.items;
      pageToken = events.data.nextPageToken;
      if (pageToken === undefined) return;
    }
    throw new SyncFailure('unreadable', 'Google has more events than are read');
  }

  private async ask(method: string, what: string, body?: string): Promise<{ readonly status: number; readonly body: unknown }> {
    const path = `calendars/${encodeURIComponent(this.calendarId)}/events${what.startsWith('?') || what === '' ? what : `/${encodeURIComponent(what)}`}`;
    const headers = { authorization: `Bearer ${await this.access()}`, 'content-type': 'application/json' };
    const answer = await askGoogle(new URL(path, this.client.calendar), { method, headers, ...(body !== undefined && { body }) });
    if (answer.status !== 401) return answer;
    this.token = undefined;
    throw new SyncFailure('wrong-credentials', 'Google does not take the consent (any more)');
  }

  private async access(): Promise<string> {
    if (!this.token || this.token.until < performance.now())
      this.keep(await tokensFor(this.client, { grant_type: 'refresh_token', refresh_token: this.refreshToken }));
    return this.token?.value ?? '';
  }

  private keep({ access_token: value, expires_in }: Tokens): void {
    this.token = { value, until: performance.now() + (expires_in - 60) * 1000 };
  }
}

/** Whole days are days of the owner. */
function spanOf({ start, end }: z.infer<typeof Item>, zone: string): Span | null {
  const moment = (time: z.infer<typeof Time> | undefined): number =>
    time?.date !== undefined ? momentOf(time.date, '00:00', zone) : Date.parse(time?.dateTime ?? '');
  const span = { start: moment(start), end: moment(end) };
  return span.start < span.end ? span : null;
}

import type { Span } from '@lyceum/contracts';
import type { Log } from '../../../log.ts';
import { SyncFailure, type OtherCalendar, type SeenCalendar, type SessionEntry, type WrittenEntry } from '../other-calendar.ts';
import { Effort, readEvents, type ReadEvent } from '../read-events.ts';
import { bookingOfUid, sessionFile } from '../session-file.ts';
import { textOf } from './multistatus.ts';
import type { CalDavServer } from './server.ts';

const stamp = (moment: number): string => new Date(moment).toISOString().replaceAll(/[-:]|\.\d+/g, '');

const within = ({ start, end }: Span): string =>
  `<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${stamp(start)}" end="${stamp(end)}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`;

/** A calendar on a CalDAV server. Times of events that repeat are worked out here: not all servers do that. */
export class CalDavCalendar implements OtherCalendar {
  constructor(
    private readonly server: CalDavServer,
    private readonly address: URL,
    /** Where people reach the academy: its name is in the ids of sessions. */
    private readonly academy: URL,
    private readonly log: Pick<Log, 'debug'>,
  ) {}

  async look(window: Span, zone: string): Promise<SeenCalendar> {
    const { url, resources } = await this.server.ask(this.address, 'REPORT', 1, within(window));
    const busy: Span[] = [];
    const ours: WrittenEntry[] = [];
    const effort = new Effort();
    for (const { href, properties } of resources) {
      for (const { uid, span } of await this.read(textOf(properties['calendar-data']), window, zone, effort)) {
        const bookingId = bookingOfUid(uid, this.academy);
        if (bookingId === null) busy.push(span);
        else ours.push({ bookingId, ref: this.within(href, url).href, span });
      }
    }
    return { busy, ours };
  }

  async put(entry: SessionEntry, ref: string | null): Promise<void> {
    const url = ref === null ? new URL(`${entry.bookingId}.ics`, this.folder) : new URL(ref);
    const headers = { 'content-type': 'text/calendar; charset=utf-8' };
    const { status } = await this.server.call(url, 'PUT', headers, sessionFile(entry, this.academy));
    if (status >= 300) throw new SyncFailure('refused', `${url.host} answers ${status} to a session`);
  }

  async remove(ref: string): Promise<void> {
    const url = new URL(ref);
    const { status } = await this.server.call(url, 'DELETE', {});
    if (status >= 300 && status !== 404 && status !== 410)
      throw new SyncFailure('refused', `${url.host} answers ${status} to a session that goes`);
  }

  /** The address of an entry: the account's name and password go to no other server, whatever this one says. */
  private within(href: string, url: URL): URL {
    const ref = new URL(href, url);
    if (ref.origin !== url.origin) throw new SyncFailure('unreadable', `${url.host} has an entry at ${ref.host}`);
    return ref;
  }

  private get folder(): URL {
    return this.address.pathname.endsWith('/') ? this.address : new URL(`${this.address.href}/`);
  }

  /** One entry that cannot be read must not keep all others from closing their times. */
  private async read(text: string | null, window: Span, zone: string, effort: Effort): Promise<readonly ReadEvent[]> {
    try {
      return text === null ? [] : await readEvents(text, window, zone, effort);
    } catch (err) {
      if (err instanceof SyncFailure) throw err;
      this.log.debug({ err }, 'An entry of another calendar could not be read');
      return [];
    }
  }
}

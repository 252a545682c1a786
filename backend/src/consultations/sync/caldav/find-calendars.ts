import { SyncFailure } from '../other-calendar.ts';
import { hasElement, hrefOf, textOf, type Resource } from './multistatus.ts';
import type { CalDavServer } from './server.ts';

export interface FoundCalendar {
  readonly address: string;
  readonly name: string;
}

const propfind = (...properties: readonly string[]): string =>
  `<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>${properties.map((name) => `<${name}/>`).join('')}</D:prop></D:propfind>`;

const ABOUT = ['D:resourcetype', 'D:displayname', 'D:current-user-principal', 'C:supported-calendar-component-set'];

/** Whether events can be kept there: a calendar that says nothing takes all. */
function takesEvents({ properties }: Resource): boolean {
  if (!hasElement(properties['resourcetype'], 'calendar')) return false;
  const components = properties['supported-calendar-component-set'];
  const kinds = hasElement(components, 'comp') ? (components as { comp: readonly Record<string, unknown>[] }).comp : [];
  return kinds.length === 0 || kinds.some((kind) => kind['@_name'] === 'VEVENT');
}

/** A part of an address as people read it, or as it is where it is not encoded as it should be. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const calendarsIn = (url: URL, resources: readonly Resource[]): readonly FoundCalendar[] =>
  resources.filter(takesEvents).flatMap(({ href, properties }) => {
    const address = URL.parse(href, url);
    if (address === null) return [];
    const name = textOf(properties['displayname']) ?? plain(address.pathname.split('/').findLast(Boolean) ?? address.host);
    return [{ address: address.href, name: name.slice(0, 200) }];
  });

async function about(server: CalDavServer, address: URL) {
  try {
    return await server.ask(address, 'PROPFIND', 0, propfind(...ABOUT));
  } catch (error) {
    // Where nothing is said at the address itself, the place that is agreed on may know (RFC 6764, 5).
    if (!(error instanceof SyncFailure) || error.problem !== 'no-calendar') throw error;
    return server.ask(new URL('/.well-known/caldav', address), 'PROPFIND', 0, propfind(...ABOUT));
  }
}

/** The calendars of an account: the one at the address, or all of its home (RFC 4791, 6.2; RFC 5397). @throws SyncFailure */
export async function findCalendars(server: CalDavServer, address: URL): Promise<readonly FoundCalendar[]> {
  const { url, resources } = await about(server, address);
  const here = calendarsIn(url, resources);
  if (here.length > 0) return here;
  const principal = resources.map(({ properties }) => hrefOf(properties['current-user-principal'])).find((href) => href !== null);
  if (!principal) throw new SyncFailure('no-calendar', `${url.host} names no calendars for this account`);
  const who = await server.ask(new URL(principal, url), 'PROPFIND', 0, propfind('C:calendar-home-set'));
  const home = who.resources.map(({ properties }) => hrefOf(properties['calendar-home-set'])).find((href) => href !== null);
  if (!home) throw new SyncFailure('no-calendar', `${url.host} has no place for calendars of this account`);
  const inside = await server.ask(new URL(home, who.url), 'PROPFIND', 1, propfind(...ABOUT));
  const found = calendarsIn(inside.url, inside.resources);
  if (found.length === 0) throw new SyncFailure('no-calendar', `${url.host} has no calendar for events`);
  return found;
}

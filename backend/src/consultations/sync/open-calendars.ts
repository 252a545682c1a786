import type { CalendarKind } from '@lyceum/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config.ts';
import { Log } from '../../log.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { CalDavCalendar } from './caldav/caldav-calendar.ts';
import { CalDavServer } from './caldav/server.ts';
import { findCalendars, type FoundCalendar } from './caldav/find-calendars.ts';
import { GOOGLE, type GoogleClient } from './google/google-api.ts';
import { GoogleCalendar } from './google/google-calendar.ts';
import { GuardedCalls } from './guarded-call.ts';
import { SyncFailure, type OtherCalendar } from './other-calendar.ts';

/** A calendar as it is reached; null where that is forgotten. */
interface Reachable {
  readonly kind: CalendarKind;
  readonly address: string | null;
  readonly username: string | null;
  readonly secret: string | null;
}

/** Opens calendars that people keep elsewhere, whatever they are kept with. */
@Injectable()
export class OpenCalendars {
  /** The academy's own client at Google, or null where none is configured. */
  readonly google: GoogleClient | null;
  private readonly calls: GuardedCalls;
  private readonly academy: URL;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly log: Log,
  ) {
    this.calls = new GuardedCalls(config.calendarsAnywhere);
    this.academy = publicAddress(config);
    const { google } = config;
    const at = (what: keyof typeof GOOGLE) => new URL(google?.url ? new URL(`${what}/`, google.url) : GOOGLE[what]);
    this.google = google && { ...google, consent: at('consent'), token: at('token'), calendar: at('calendar') };
  }

  /** @throws SyncFailure where it can be reached no more */
  open({ kind, address, username, secret }: Reachable): OtherCalendar {
    if (address === null || username === null || secret === null)
      throw new SyncFailure('wrong-credentials', 'Nobody knows the password any more');
    if (kind === 'caldav') {
      const server = new CalDavServer(this.calls, { username, password: secret });
      return new CalDavCalendar(server, new URL(address), this.academy, this.log);
    }
    if (this.google === null) throw new SyncFailure('unreachable', 'This academy is not known to Google');
    return new GoogleCalendar(this.google, address, secret, this.academy);
  }

  /** The calendars of an account on a CalDAV server. @throws SyncFailure */
  find(address: URL, account: { readonly username: string; readonly password: string }): Promise<readonly FoundCalendar[]> {
    return findCalendars(new CalDavServer(this.calls, account), address);
  }
}

import { instant, MINUTE, type Id, type Instant } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import ical, { type ICalEventData } from 'ical-generator';
import { Clock } from '../../api/clock.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { ownEntry, webinarEvent } from '../../webinars/planning/entry.ts';
import { eventOf, PRODUCT } from '../ical/event.ts';
import { entryOf } from './entry.ts';
import { FeedAddresses } from './feed-addresses.ts';
import { feeds } from './feed.ts';

/** The sessions and webinars of whoever's feed the token is for, as a calendar program takes them. */
export class GetFeed extends Query<string> {
  constructor(readonly token: string) {
    super();
  }
}

const PAST = 90 * 24 * 60 * MINUTE;
/** How often programs are asked to look, in seconds. */
const AGAIN = 15 * 60;

@QueryHandler(GetFeed)
export class GetFeedHandler implements IQueryHandler<GetFeed> {
  private readonly address: URL;

  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly addresses: FeedAddresses,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  async execute({ token }: GetFeed): Promise<string> {
    const personId = await this.ownerOf(token);
    const from = instant(this.clock.time() - PAST);
    const calendar = ical({ name: 'Lyceum', prodId: PRODUCT, ttl: AGAIN });
    for (const event of [...(await this.sessions(personId, from)), ...(await this.webinars(personId, from))]) calendar.createEvent(event);
    return calendar.toString();
  }

  private async sessions(personId: Id, from: Instant): Promise<readonly ICalEventData[]> {
    const rows = await this.models.bookings.since(personId, from);
    const names = await this.models.people.names(rows.flatMap(({ people }) => people));
    const entries = rows.map((row) => entryOf(row, personId, names, this.address));
    return entries.flatMap((entry) => (entry ? [eventOf(entry, this.address)] : []));
  }

  private async webinars(personId: Id, from: Instant): Promise<readonly ICalEventData[]> {
    const rows = await this.models.webinars.concerning(personId, from);
    const ids = rows.map(({ webinarId }) => webinarId);
    const mine = new Map((await this.models.registrations.of(personId, ids)).map((row) => [row.webinarId, row]));
    const entries = rows.map((row) => ownEntry(row, personId, mine.get(row.webinarId)));
    return entries.flatMap((entry) => (entry ? [webinarEvent(entry, this.address)] : []));
  }

  /** An address that never was and one that has ended are told alike. */
  private async ownerOf(token: string): Promise<Id> {
    const read = this.addresses.read(token);
    if (!read) throw new Refused({ code: 'feed-not-found' });
    const { state: feed } = await this.streams.look(feeds, read.personId);
    if (!feed.open || !read.proves(feed.number)) throw new Refused({ code: 'feed-not-found' });
    return read.personId;
  }
}

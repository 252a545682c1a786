import type { CalendarFeed, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Streams } from '../../deciding/streams.ts';
import { FeedAddresses } from './feed-addresses.ts';
import { feeds } from './feed.ts';

/** Where my own feed is, from the stream itself: an address that has ended is not shown. */
export class GetFeedAddress extends Query<CalendarFeed> {
  constructor(readonly personId: Id) {
    super();
  }
}

@QueryHandler(GetFeedAddress)
export class GetFeedAddressHandler implements IQueryHandler<GetFeedAddress> {
  constructor(
    private readonly streams: Streams,
    private readonly addresses: FeedAddresses,
  ) {}

  async execute({ personId }: GetFeedAddress) {
    const { state: feed } = await this.streams.look(feeds, personId);
    return { url: feed.open ? this.addresses.of(personId, feed.number) : null };
  }
}

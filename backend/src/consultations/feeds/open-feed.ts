import type { CalendarFeed, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { FeedAddresses } from './feed-addresses.ts';
import { feeds, open } from './feed.ts';

/** A person gets an address for their calendar program; the one before ends. */
export class OpenFeed extends Command<Written<CalendarFeed>> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
  ) {
    super();
  }
}

@CommandHandler(OpenFeed)
export class OpenFeedHandler implements ICommandHandler<OpenFeed> {
  constructor(
    private readonly streams: Streams,
    private readonly addresses: FeedAddresses,
  ) {}

  async execute({ context, personId }: OpenFeed): Promise<Written<CalendarFeed>> {
    const outcome = await this.streams.decide(feeds, personId, context, (feed) => open(feed, personId));
    return answer(outcome, { url: this.addresses.of(personId, outcome.state.number) });
  }
}

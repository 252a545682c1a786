import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { close, feeds } from './feed.ts';

/** The address of a person's feed ends. */
export class CloseFeed extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
  ) {
    super();
  }
}

@CommandHandler(CloseFeed)
export class CloseFeedHandler implements ICommandHandler<CloseFeed> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, personId }: CloseFeed): Promise<Written<undefined>> {
    return answer(await this.streams.decide(feeds, personId, context, (feed) => close(feed, personId)), undefined);
  }
}

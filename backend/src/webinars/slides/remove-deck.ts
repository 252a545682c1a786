import type { Id } from '@lyceum/contracts';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { ActInRoom } from '../room/act-in-room.ts';
import { removeDeck } from '../room/acts/presenting.ts';
import { isPlanned } from './presenter.ts';

/** Somebody takes slides out of a webinar; recordings still show what was shown of them. */
export class RemoveDeck extends Command<undefined> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly deckId: Id,
  ) {
    super();
  }
}

@CommandHandler(RemoveDeck)
export class RemoveDeckHandler implements ICommandHandler<RemoveDeck> {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
  ) {}

  async execute({ context, who, webinarId, deckId }: RemoveDeck): Promise<undefined> {
    const planned = await isPlanned(this.streams, who, webinarId);
    await this.commands.execute(new ActInRoom(context, webinarId, who.personId, removeDeck(deckId, planned)));
  }
}

import type { AddDeckRequest, DeckAdded, Id } from '@lyceum/contracts';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { images } from '../../images/image.ts';
import { ActInRoom } from '../room/act-in-room.ts';
import { addDeck } from '../room/acts/presenting.ts';
import { isPlanned } from './presenter.ts';

/** Somebody adds slides to a webinar, before its room opens or in it. */
export class AddDeck extends Command<DeckAdded> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly deck: AddDeckRequest,
  ) {
    super();
  }
}

@CommandHandler(AddDeck)
export class AddDeckHandler implements ICommandHandler<AddDeck> {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
  ) {}

  async execute({ context, who, webinarId, deck: { title, pages } }: AddDeck): Promise<DeckAdded> {
    const planned = await isPlanned(this.streams, who, webinarId);
    for (const { imageId } of pages) {
      // What an image is does not change.
      const { state } = await this.streams.look(images, imageId, Number.POSITIVE_INFINITY);
      if (!state || !('webinarId' in state.owner) || state.owner.webinarId !== webinarId) throw new Refused({ code: 'slide-not-found' });
    }
    await this.commands.execute(new ActInRoom(context, webinarId, who.personId, addDeck(title, pages, planned)));
    return { deckId: createdId(context, 'deck') };
  }
}

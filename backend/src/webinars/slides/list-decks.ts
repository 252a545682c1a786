import type { DecksList, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { roomOfPresenter } from './presenter.ts';

/** The slides of a webinar, for those who may show them. */
export class ListDecks extends Query<DecksList> {
  constructor(
    readonly who: Asker,
    readonly webinarId: Id,
  ) {
    super();
  }
}

@QueryHandler(ListDecks)
export class ListDecksHandler implements IQueryHandler<ListDecks> {
  constructor(private readonly streams: Streams) {}

  async execute({ who, webinarId }: ListDecks): Promise<DecksList> {
    const { decks } = await roomOfPresenter(this.streams, who, webinarId);
    return { items: [...decks].map(([deckId, { title, pages }]) => ({ deckId, title, pages: [...pages] })) };
  }
}

import { AddDeckRequest, DeckAdded, DecksList, Id, ImageKept } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ImageFile } from '../../images/image-file.ts';
import { AddDeck } from './add-deck.ts';
import { KeepSlide } from './keep-slide.ts';
import { ListDecks } from './list-decks.ts';
import { RemoveDeck } from './remove-deck.ts';

/** Slides, before the room opens and while it is open. */
@ApiTags('webinars')
@Controller('webinars/:id')
export class SlidesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('slides')
  @SignedIn()
  @ApiConsumes('image/png', 'image/jpeg', 'image/gif', 'image/webp')
  @ApiOperation({ summary: 'Keep an image as a page of slides, as one who shows them; the same page again is the same image' })
  @Answers(201, ImageKept, 'webinar-not-found', 'not-allowed', 'image-unreadable', 'image-too-large')
  keep(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Body({ schema: ImageFile }) file: Uint8Array,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new KeepSlide(context, who, webinarId, file));
  }

  @Post('decks')
  @SignedIn()
  @ApiOperation({ summary: 'Make kept pages a set of slides of the webinar' })
  @Answers(201, DeckAdded, 'webinar-not-found', 'not-allowed', 'slide-not-found')
  add(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Body({ schema: AddDeckRequest }) deck: AddDeckRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AddDeck(context, who, webinarId, deck));
  }

  @Get('decks')
  @SignedIn()
  @ApiOperation({ summary: 'The slides of a webinar, for those who may show them' })
  @Answers(200, DecksList, 'webinar-not-found', 'not-allowed')
  list(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id) {
    return this.queries.execute(new ListDecks(who, webinarId));
  }

  @Delete('decks/:deckId')
  @SignedIn()
  @ApiOperation({ summary: 'Take slides out of a webinar; recordings still show what was shown of them' })
  @Answers(204, undefined, 'webinar-not-found', 'not-allowed', 'deck-not-found')
  remove(
    @Who() who: Principal,
    @Param('id', { schema: Id }) webinarId: Id,
    @Param('deckId', { schema: Id }) deckId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RemoveDeck(context, who, webinarId, deckId));
  }
}

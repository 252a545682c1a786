import { Module } from '@nestjs/common';
import { AddDeckHandler } from './add-deck.ts';
import { KeepSlideHandler } from './keep-slide.ts';
import { ListDecksHandler } from './list-decks.ts';
import { RemoveDeckHandler } from './remove-deck.ts';
import { SlideLimit } from './slide-limit.ts';
import { SlidesController } from './slides-controller.ts';

/** Slides of webinars: what is there to be shown. Showing them is the room's. */
@Module({
  controllers: [SlidesController],
  providers: [SlideLimit, KeepSlideHandler, AddDeckHandler, RemoveDeckHandler, ListDecksHandler],
})
export class SlidesModule {}

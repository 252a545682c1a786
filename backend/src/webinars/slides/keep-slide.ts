import { imageUrl, type Id, type ImageEvent, type ImageKept } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { imageIdOf, images } from '../../images/image.ts';
import { prepareSlide } from '../../images/prepare.ts';
import { roomOfPresenter } from './presenter.ts';
import { SlideLimit } from './slide-limit.ts';

/** Keeps an image as a page of slides of a webinar; a deck that names it comes after. */
export class KeepSlide extends Command<ImageKept> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly file: Uint8Array,
  ) {
    super();
  }
}

@CommandHandler(KeepSlide)
export class KeepSlideHandler implements ICommandHandler<KeepSlide> {
  constructor(
    private readonly streams: Streams,
    private readonly limit: SlideLimit,
  ) {}

  /** The same page again is the one that is there. No position is answered: no read model holds images. */
  async execute({ context, who, webinarId, file }: KeepSlide): Promise<ImageKept> {
    await roomOfPresenter(this.streams, who, webinarId);
    const imageId = imageIdOf(webinarId, file);
    const { state: there } = await this.streams.look(images, imageId);
    if (there) return { imageId, url: imageUrl(imageId), width: there.width, height: there.height };
    await this.limit.keeps(who.personId);
    const { bytes, ...image } = await prepareSlide(file);
    const kept: ImageEvent = {
      type: 'images.SlideKept.v1',
      data: { imageId, webinarId, by: who.personId, ...image, data: Buffer.from(bytes).toString('base64') },
    };
    await this.streams.decide(images, imageId, context, (now) => (now ? nothing() : accept(kept)), { creating: true });
    return { imageId, url: imageUrl(imageId), width: image.width, height: image.height };
  }
}

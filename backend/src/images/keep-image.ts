import { imageUrl, type EventOf, type Id, type ImageEvent, type ImageKept } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { courses, type Course } from '../courses/course.ts';
import { barred, type Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { imageIdOf, images, type Image } from './image.ts';
import { prepare } from './prepare.ts';

/** The staff of a course keep an image for its texts. */
export class KeepImage extends Command<ImageKept> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly file: Uint8Array,
  ) {
    super();
  }
}

type KeptImage = EventOf<'images.ImageKept.v1'>['data'];

/** The same file again is the image that is there. */
export function decide(image: Image | null, course: Course, who: Asker, kept: KeptImage): Decision<ImageEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  return image ? nothing() : accept({ type: 'images.ImageKept.v1', data: kept });
}

const shown = (imageId: Id, { width, height }: Pick<Image, 'width' | 'height'>): ImageKept => ({
  imageId,
  url: imageUrl(imageId),
  width,
  height,
});

@CommandHandler(KeepImage)
export class KeepImageHandler implements ICommandHandler<KeepImage> {
  constructor(private readonly streams: Streams) {}

  /** No position is answered: no read model holds images, so that nobody has to wait for one. */
  execute(command: KeepImage): Promise<ImageKept> {
    return keepImage(this.streams, command);
  }
}

/** @throws Refused where the file is no image, or who asks is not of the staff. */
export async function keepImage(
  streams: Streams,
  { context, who, courseId, file }: Pick<KeepImage, 'context' | 'who' | 'courseId' | 'file'>,
): Promise<ImageKept> {
  const { state: course } = await streams.look(courses, courseId);
  const bar = barred(course, who);
  if (bar) throw new Refused({ code: bar });
  const imageId = imageIdOf(courseId, file);
  const { state: there } = await streams.look(images, imageId);
  if (there) return shown(imageId, there);
  const { bytes, ...image } = await prepare(file);
  const kept = { imageId, courseId, by: who.personId, ...image, data: Buffer.from(bytes).toString('base64') };
  const { state } = await streams.decide(images, imageId, context, (now, seen: Course) => decide(now, seen, who, kept), {
    creating: true,
    seeing: (see) => see(courses, courseId),
  });
  return shown(imageId, state ?? kept);
}

import type { Id, ImageEvent } from '@lyceum/contracts';
import { furtherStep, type CommandContext } from '../deciding/context.ts';
import { accept, nothing } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { imageIdOf, images } from './image.ts';
import { preparePhoto } from './prepare.ts';

/**
 * Keeps a file as a photo of a person, and gives its id; the same file again is the photo that is there. Whose it may become is the
 * caller's to decide. @throws Refused where the file is no image
 */
export async function keepPhoto(streams: Streams, context: CommandContext, personId: Id, by: Id, file: Uint8Array): Promise<Id> {
  const imageId = imageIdOf(personId, file);
  const { state: there } = await streams.look(images, imageId);
  if (there) return imageId;
  const { bytes, ...image } = await preparePhoto(file);
  const photo: ImageEvent = {
    type: 'images.PhotoKept.v1',
    data: { imageId, personId, by, ...image, data: Buffer.from(bytes).toString('base64') },
  };
  await streams.decide(images, imageId, furtherStep(context, 'photo'), (now) => (now ? nothing() : accept(photo)), { creating: true });
  return imageId;
}

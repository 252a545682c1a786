import { Module } from '@nestjs/common';
import { GetImageHandler } from './get-image.ts';
import { ImagesController } from './images-controller.ts';
import { KeepImageHandler } from './keep-image.ts';

/** Images in the texts of courses, and photos. */
@Module({ controllers: [ImagesController], providers: [KeepImageHandler, GetImageHandler] })
export class ImagesModule {}

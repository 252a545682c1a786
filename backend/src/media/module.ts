import { Module } from '@nestjs/common';
import { MediaControl } from './media-control.ts';

/** The media process, as the backend steers it. */
@Module({ providers: [MediaControl], exports: [MediaControl] })
export class MediaModule {}

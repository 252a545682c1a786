import { Id, ImageKept } from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Context, Public, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { GetImage } from './get-image.ts';
import { ImageFile } from './image-file.ts';
import { KeepImage } from './keep-image.ts';

const ImageBytes = z.string().meta({ format: 'binary' });

/** What an id names never changes; other people at the same browser ask anew. */
const FOR_GOOD = 'private, max-age=31536000, immutable';

@ApiTags('images')
@Controller()
export class ImagesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('courses/:id/images')
  @SignedIn()
  @ApiConsumes('image/png', 'image/jpeg', 'image/gif', 'image/webp')
  @ApiOperation({ summary: 'Keep an image for the texts of a course; the same file again is the same image' })
  @Answers(201, ImageKept, 'course-not-found', 'image-unreadable', 'image-too-large')
  keep(
    @Who() who: Principal,
    @Param('id', { schema: Id }) courseId: Id,
    @Body({ schema: ImageFile }) file: Uint8Array,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new KeepImage(context, who, courseId, file));
  }

  @Get('images/:id')
  @Public()
  @ApiProduces('image/webp')
  @ApiOperation({
    summary:
      'An image, for the staff and the students of its course; a slide for those of its webinar, the photo of a profile for everybody',
  })
  @Answers(200, ImageBytes, 'image-not-found', 'not-signed-in')
  async show(@Who() who: Principal | undefined, @Param('id', { schema: Id }) imageId: Id, @Res() response: Response): Promise<void> {
    const { type, bytes } = await this.queries.execute(new GetImage(who, imageId));
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Length', bytes.length);
    response.setHeader('Cache-Control', FOR_GOOD);
    response.setHeader('Content-Disposition', 'inline; filename="image"');
    response.end(bytes);
  }
}

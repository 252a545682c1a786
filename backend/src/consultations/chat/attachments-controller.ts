import { FILE_TYPES, FileItem, Id, KeepFileQuery } from '@lyceum/contracts';
import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { deliverFile } from '../../files/deliver-file.ts';
import { Bytes, FileBody } from '../../files/bodies.ts';
import { AttachFile } from './attach-file.ts';
import { GetAttachedFile } from './get-attached-file.ts';

@ApiTags('messages')
@Controller('conversations/:id/files')
export class AttachmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @SignedIn()
  @ApiConsumes(...FILE_TYPES)
  @ApiOperation({ summary: 'Keep a file for a conversation, to be named by a message' })
  @Answers(201, FileItem, 'conversation-not-found', 'file-not-taken')
  attach(
    @Who() { personId }: Principal,
    @Param('id', { schema: Id }) conversationId: Id,
    @Query({ schema: KeepFileQuery }) { name }: KeepFileQuery,
    @Headers('content-type') contentType: string | undefined,
    @Body({ schema: FileBody }) bytes: Uint8Array,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AttachFile(context, conversationId, { ownerId: personId, name, contentType, bytes }));
  }

  @Get(':fileId')
  @SignedIn()
  @ApiProduces('application/octet-stream')
  @ApiOperation({ summary: 'A file of a conversation, to be saved, for its two' })
  @Answers(200, Bytes, 'file-not-found')
  async fetch(
    @Who() { personId }: Principal,
    @Param('id', { schema: Id }) conversationId: Id,
    @Param('fileId', { schema: Id }) fileId: Id,
    @Res() response: Response,
  ): Promise<void> {
    deliverFile(response, await this.queries.execute(new GetAttachedFile(personId, conversationId, fileId)));
  }
}

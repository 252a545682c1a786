import { ClientFileQuery, FILE_TYPES, FileItem, Id } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Bytes, FileBody } from '../../files/bodies.ts';
import { deliverFile } from '../../files/deliver-file.ts';
import { AddClientFile } from './add-file.ts';
import { GetClientFile } from './get-client-file.ts';
import { OneOf, pairOf } from './pair.ts';
import { RemoveEntry } from './remove-entry.ts';

@ApiTags('clients')
@Controller('instructors/:id/clients/:studentId/files')
export class ClientFilesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @SignedIn()
  @ApiConsumes(...FILE_TYPES)
  @ApiOperation({ summary: 'Keep a file with what is kept of a client' })
  @Answers(201, FileItem, 'client-not-found', 'file-not-taken', 'history-full')
  add(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Query({ schema: ClientFileQuery }) { name, audience }: ClientFileQuery,
    @Headers('content-type') contentType: string | undefined,
    @Body({ schema: FileBody }) bytes: Uint8Array,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new AddClientFile(context, who, pairOf(who, instructor, student), audience, { name, contentType, bytes }));
  }

  @Get(':fileId')
  @SignedIn()
  @ApiProduces('application/octet-stream')
  @ApiOperation({ summary: 'A file of a client, to be saved, for those who may see it' })
  @Answers(200, Bytes, 'file-not-found')
  async fetch(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Param('fileId', { schema: Id }) fileId: Id,
    @Res() response: Response,
  ): Promise<void> {
    deliverFile(response, await this.queries.execute(new GetClientFile(who, pairOf(who, instructor, student), fileId)));
  }

  @Delete(':fileId')
  @SignedIn()
  @ApiOperation({ summary: 'Take a file of mine away' })
  @Answers(204, undefined, 'client-not-found', 'file-not-found')
  remove(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Param('fileId', { schema: Id }) fileId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RemoveEntry(context, who, pairOf(who, instructor, student), { fileId }));
  }
}

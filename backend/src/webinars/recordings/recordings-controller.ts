import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Id, Recording, RecordingsList } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Controller, Delete, Get, Headers, Param, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { MediaControl } from '../../media/media-control.ts';
import { GetRecording } from './get-recording.ts';
import { ListRecordings } from './list-recordings.ts';
import { RemoveRecording } from './remove-recording.ts';
import { findRecording } from './seen.ts';

const PASSED_ON = ['content-type', 'content-length', 'content-range', 'accept-ranges'];

/** What was recorded of webinars. */
@ApiTags('webinars')
@Controller()
export class RecordingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly media: MediaControl,
  ) {}

  @Get('webinars/:id/recordings')
  @SignedIn()
  @Reads('recordings', 'webinars', 'registrations')
  @ApiOperation({ summary: 'The recordings of a webinar, for those who may watch them' })
  @Answers(200, RecordingsList, 'webinar-not-found')
  list(@Who() who: Principal, @Param('id', { schema: Id }) webinarId: Id) {
    return this.queries.execute(new ListRecordings(who, webinarId));
  }

  @Get('recordings/:id')
  @SignedIn()
  @Reads('recordings', 'webinars', 'registrations', 'people')
  @ApiOperation({ summary: 'A recording: its tracks, and what happened while it ran' })
  @Answers(200, Recording, 'recording-not-found')
  recording(@Who() who: Principal, @Param('id', { schema: Id }) recordingId: Id) {
    return this.queries.execute(new GetRecording(who, recordingId));
  }

  @Delete('recordings/:id')
  @SignedIn()
  @ApiOperation({ summary: 'Take a recording away with its files, as one who runs its webinar' })
  @Answers(204, undefined, 'recording-not-found', 'not-allowed', 'already-recording', 'media-unavailable')
  remove(@Who() who: Principal, @Param('id', { schema: Id }) recordingId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new RemoveRecording(context, who, recordingId));
  }

  @Get('recordings/:id/tracks/:trackId')
  @SignedIn()
  @Reads('recordings', 'webinars', 'registrations')
  @ApiProduces('video/webm', 'audio/webm')
  @ApiOperation({ summary: 'The file of a track, whole or in parts (Range)' })
  @Answers(200, z.string().meta({ format: 'binary' }), 'recording-not-found', 'media-unavailable')
  async track(
    @Who() who: Principal,
    @Param('id', { schema: Id }) recordingId: Id,
    @Param('trackId', { schema: Id }) trackId: Id,
    @Headers('range') range: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const { tracks } = await findRecording(this.models, this.streams, who, recordingId);
    const file = tracks.some((track) => track.trackId === trackId) ? this.media.fileOf(recordingId, trackId) : null;
    if (!file) throw new Refused({ code: 'recording-not-found' });
    const headers = { authorization: file.authorization, ...(range !== undefined && { range }) };
    const found = await fetch(file.url, { headers }).catch(() => null);
    if (!found) throw new Refused({ code: 'media-unavailable' });
    if (!found.ok && found.status !== 416) throw new Refused({ code: 'recording-not-found' });
    response.status(found.status);
    for (const name of PASSED_ON) if (found.headers.has(name)) response.setHeader(name, found.headers.get(name)!);
    response.setHeader('Cache-Control', 'private, max-age=3600');
    if (!found.body) response.end();
    // Whoever stops watching ends it in the middle.
    else await pipeline(Readable.fromWeb(found.body as ReadableStream), response).catch(() => {});
  }
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CarriedIn,
  CarriedPage,
  CarriedQuery,
  CarryInRequest,
  CheckedLines,
  CheckQuery,
  DeletedStreams,
  ExportFileQuery,
} from '@lyceum/contracts';
import { exported, RootSecret, StoresDiffer, type EventLog } from '@lyceum/stores';
import { Body, Controller, Get, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { checkedLines, isSealed } from './checking.ts';

/** The position of the newest event when an export began, for who shows how far it is. */
const HEAD = 'Lyceum-Log-Head';
const Lines = z.string().min(1);

/**
 * The log as it lies in the store, to be carried to another. No command stands behind it: what is written has been decided where it comes from.
 */
@ApiTags('operations')
@Controller('operations/log')
export class CarryingController {
  private readonly mark: string;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    secret: RootSecret,
  ) {
    this.mark = secret.derive('log-mark').toString('hex').slice(0, 16);
  }

  @Get()
  @Allow('operations.change')
  @ApiOperation({ summary: 'Events as they lie in the log, in its order' })
  @Answers(200, CarriedPage)
  async page(@Query({ schema: CarriedQuery }) { after, prefix }: CarriedQuery) {
    return { ...(await this.log.carrier.page(after ?? null, prefix)), secret: this.mark };
  }

  @Get('file')
  @Allow('operations.change')
  @ApiProduces('application/jsonl')
  @ApiOperation({ summary: 'Events as a file of JSON lines, each with the hash of all before it; one that broke off goes on where it was' })
  @Answers(200, z.string())
  async file(@Query({ schema: ExportFileQuery }) query: ExportFileQuery, @Res() response: Response): Promise<void> {
    const { stream, prefix = '', from = null, to = null, after, hash, events } = query;
    const head = await this.log.head();
    const begun = after === undefined ? null : { position: after, hash: hash!, events: events! };
    const wanted = { stream: stream ?? null, prefix: stream ?? prefix, from, to };
    response.setHeader('Content-Type', 'application/jsonl; charset=utf-8');
    response.setHeader('Content-Disposition', 'attachment; filename="events.jsonl"');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader(HEAD, head);
    const { carrier } = this.log;
    const mark = this.mark;
    const texts = async function* () {
      for await (const { text } of exported(carrier, wanted, mark, begun)) if (text !== '') yield text;
    };
    // Whoever goes away, or a store that does, ends it in the middle: then the last line is missing.
    await pipeline(Readable.from(texts()), response).catch(() => {});
  }

  @Post('checks')
  @Allow('operations.write-log')
  @ApiConsumes('text/plain')
  @ApiOperation({ summary: 'Hold lines of such a file to their hashes, and say what writing them would come to' })
  @Answers(200, CheckedLines)
  check(@Query({ schema: CheckQuery }) { before }: CheckQuery, @Body({ schema: Lines }) text: string) {
    return checkedLines(this.log.carrier, text, before, this.mark);
  }

  @Get('deleted')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Streams that were deleted for ever' })
  @Answers(200, DeletedStreams)
  async deleted() {
    return { streams: await this.log.carrier.deleted() };
  }

  @Post()
  @Allow('operations.write-log')
  @ApiOperation({ summary: 'Write events that come from another store at the revisions that they had there' })
  @Answers(200, CarriedIn, 'store-differs', 'secret-differs')
  async write(@Body({ schema: CarryInRequest }) { items, secret }: CarryInRequest) {
    if (secret !== null && secret !== this.mark && items.some(isSealed)) throw new Refused({ code: 'secret-differs' });
    try {
      return await this.log.carrier.write(items);
    } catch (error) {
      if (error instanceof StoresDiffer) throw new Refused({ code: 'store-differs', detail: `The store differs at ${error.message}.` });
      throw error;
    }
  }

  @Post('deleted')
  @Allow('operations.write-log')
  @ApiOperation({ summary: 'Delete streams for ever that were deleted where events come from' })
  @Answers(200, DeletedStreams)
  async bury(@Body({ schema: DeletedStreams }) { streams }: DeletedStreams) {
    await this.log.carrier.bury(streams);
    return { streams };
  }
}

import { CarriedIn, CarriedPage, CarriedQuery, CarryInRequest, DeletedStreams, type CarriedEvent } from '@lyceum/contracts';
import { RootSecret, StoresDiffer, type EventLog } from '@lyceum/stores';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';

/** Whether the event holds what only the secret that it was written with can open. */
const isSealed = ({ stream, data }: CarriedEvent): boolean => stream.startsWith('key-') || data.includes('"$personal"');

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

import {
  ParkedDetail,
  ParkedId,
  ParkedLeft,
  ParkedPage,
  ParkedQuery,
  RetryAllParked as RetryAll,
  SkipParked as Skip,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Context, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { GetParked } from './get-parked.ts';
import { ListParked } from './list-parked.ts';
import { RetryAllParked } from './retry-all-parked.ts';
import { RetryParked } from './retry-parked.ts';
import { SkipParked } from './skip-parked.ts';

/** Facts that could not be folded. */
@ApiTags('operations')
@Controller('operations/parked')
export class ParkedController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Allow('operations.read')
  @ApiOperation({ summary: 'The events that could not be folded, with reasons, in the order of the log' })
  @Answers(200, ParkedPage)
  list(@Query({ schema: ParkedQuery }) page: ParkedQuery) {
    return this.queries.execute(new ListParked(page));
  }

  @Post('retry')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Fold all parked events again, of one read model or of all' })
  @Answers(200, ParkedLeft, 'projection-not-found')
  retryAll(@Body({ schema: RetryAll }) { name }: RetryAll, @Context() context: CommandContext) {
    return this.commands.execute(new RetryAllParked(context, name));
  }

  @Get(':id')
  @Allow('operations.read')
  @ApiOperation({ summary: 'A parked event with its data, its row as it stands, and how many wait behind it' })
  @Answers(200, ParkedDetail, 'parked-not-found')
  one(@Param('id', { schema: ParkedId }) parkedId: string) {
    return this.queries.execute(new GetParked(parkedId));
  }

  @Post(':id/retry')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Fold the parked events of this row again, in their order' })
  @Answers(200, ParkedLeft, 'parked-not-found', 'rebuild-filling', 'projection-standing-still')
  retry(@Param('id', { schema: ParkedId }) parkedId: string, @Context() context: CommandContext) {
    return this.commands.execute(new RetryParked(context, parkedId));
  }

  @Post(':id/skip')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Leave a parked event out of its row for good, with a reason' })
  @Answers(200, ParkedLeft, 'parked-not-found', 'rebuild-filling', 'projection-standing-still')
  skip(
    @Who() who: Principal,
    @Param('id', { schema: ParkedId }) parkedId: string,
    @Body({ schema: Skip }) { reason }: { reason: string },
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SkipParked(context, who, parkedId, reason));
  }
}

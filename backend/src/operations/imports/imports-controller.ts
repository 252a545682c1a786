import { BeginImportRequest, Id, ImportProgress, TakenIn, TakeInRequest } from '@lyceum/contracts';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Context } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { BeginImport } from './begin-import.ts';
import { TakeIn } from './take-in.ts';

/** A history from elsewhere is brought in: people, courses, enrolments, graded work and activity with the dates on which they happened. */
@ApiTags('operations')
@Controller('operations/imports')
export class ImportsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('operations.change')
  @ApiOperation({ summary: 'Begin to bring a history in, or see how far it is' })
  @Answers(201, ImportProgress, 'import-differs')
  begin(@Body({ schema: BeginImportRequest }) wanted: BeginImportRequest, @Context() context: CommandContext) {
    return this.commands.execute(new BeginImport(context, wanted));
  }

  @Post(':id/items')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Take in the next items of a history' })
  @Answers(
    200,
    TakenIn,
    'import-not-found',
    'import-out-of-order',
    'import-differs',
    'course-not-found',
    'column-not-found',
    'not-enrolled',
    'email-taken',
  )
  takeIn(
    @Param('id', { schema: Id }) importId: Id,
    @Body({ schema: TakeInRequest }) request: TakeInRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new TakeIn(context, importId, request));
  }
}

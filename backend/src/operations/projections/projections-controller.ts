import {
  Id,
  OrderRebuild as OrderRebuildRequest,
  OrdersPage,
  OrdersQuery,
  ProjectionList,
  ProjectionName,
  ProjectionStatus,
  Rebuild,
  RebuildList,
  RebuildOrdered,
  SetProjectionState,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Context } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { CancelRebuild } from './cancel-rebuild.ts';
import { GetProjection } from './get-projection.ts';
import { GetRebuild } from './get-rebuild.ts';
import { ListOrders } from './list-orders.ts';
import { ListProjections } from './list-projections.ts';
import { ListNewestRebuilds, ListRebuilds } from './list-rebuilds.ts';
import { OrderRebuild } from './order-rebuild.ts';
import { RollBackRebuild } from './roll-back-rebuild.ts';
import { SetState } from './set-state.ts';
import { SwapRebuild } from './swap-rebuild.ts';

/** The read models as operators see and order them. */
@ApiTags('operations')
@Controller('operations')
export class ProjectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('projections')
  @Allow('operations.read')
  @ApiOperation({ summary: 'How each read model stands to the log' })
  @Answers(200, ProjectionList)
  projections() {
    return this.queries.execute(new ListProjections());
  }

  @Get('projections/:name')
  @Allow('operations.read')
  @ApiOperation({ summary: 'How one read model stands to the log' })
  @Answers(200, ProjectionStatus, 'projection-not-found')
  projection(@Param('name', { schema: ProjectionName }) name: string) {
    return this.queries.execute(new GetProjection(name));
  }

  @Put('projections/:name/state')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Let a read model stand still, or go on' })
  @Answers(200, ProjectionStatus, 'projection-not-found', 'rebuild-filling')
  setState(
    @Param('name', { schema: ProjectionName }) name: string,
    @Body({ schema: SetProjectionState }) { state }: SetProjectionState,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SetState(context, name, state));
  }

  @Get('projections/:name/rebuilds')
  @Allow('operations.read')
  @ApiOperation({ summary: 'The newest rebuilds of a read model, the last first, without samples' })
  @Answers(200, RebuildList, 'projection-not-found')
  rebuilds(@Param('name', { schema: ProjectionName }) name: string) {
    return this.queries.execute(new ListRebuilds(name));
  }

  @Post('projections/:name/rebuilds')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Fold rows anew beside the live ones: all, those changed after a position, or one' })
  @Answers(201, RebuildOrdered, 'projection-not-found', 'rebuild-under-way')
  rebuild(
    @Param('name', { schema: ProjectionName }) name: string,
    @Body({ schema: OrderRebuildRequest }) wanted: OrderRebuildRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new OrderRebuild(context, name, wanted));
  }

  @Get('projections/:name/rebuilds/:id')
  @Allow('operations.read')
  @ApiOperation({ summary: 'How a rebuild does, and what it would change' })
  @Answers(200, Rebuild, 'rebuild-not-found')
  one(@Param('name', { schema: ProjectionName }) name: string, @Param('id', { schema: Id }) rebuildId: Id) {
    return this.queries.execute(new GetRebuild(name, rebuildId));
  }

  @Post('projections/:name/rebuilds/:id/swap')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Put the rows of a rebuild in the place of the live ones' })
  @Answers(200, Rebuild, 'rebuild-not-found', 'rebuild-not-compared')
  swap(
    @Param('name', { schema: ProjectionName }) name: string,
    @Param('id', { schema: Id }) rebuildId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SwapRebuild(context, name, rebuildId));
  }

  @Post('projections/:name/rebuilds/:id/rollback')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Put the former rows back, with all that has happened since' })
  @Answers(200, Rebuild, 'rebuild-not-found', 'rebuild-not-swapped', 'former-rows-gone')
  rollBack(
    @Param('name', { schema: ProjectionName }) name: string,
    @Param('id', { schema: Id }) rebuildId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RollBackRebuild(context, name, rebuildId));
  }

  @Post('projections/:name/rebuilds/:id/cancellation')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Give a rebuild up that is not swapped' })
  @Answers(200, Rebuild, 'rebuild-not-found', 'rebuild-over')
  cancel(
    @Param('name', { schema: ProjectionName }) name: string,
    @Param('id', { schema: Id }) rebuildId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CancelRebuild(context, name, rebuildId));
  }

  @Get('rebuilds')
  @Allow('operations.read')
  @ApiOperation({ summary: 'The newest rebuild of each read model, without samples' })
  @Answers(200, RebuildList)
  newestRebuilds() {
    return this.queries.execute(new ListNewestRebuilds());
  }

  @Get('orders')
  @Allow('operations.read')
  @Reads('orders', 'people')
  @ApiOperation({ summary: 'Who ordered what of the read models, the newest first' })
  @Answers(200, OrdersPage)
  orders(@Query({ schema: OrdersQuery }) page: OrdersQuery) {
    return this.queries.execute(new ListOrders(page));
  }
}

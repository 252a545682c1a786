import {
  AskTravel as AskTravelRequest,
  ProjectionName,
  Travel,
  TravelId,
  TravelList,
  TravelRowsPage,
  TravelRowsQuery,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { AskTravel } from './ask-travel.ts';
import { GetTravel } from './get-travel.ts';
import { ListTravelRows } from './list-travel-rows.ts';
import { ListTravels } from './list-travels.ts';

/** Read models as they stood. */
@ApiTags('operations')
@Controller('operations/projections/:name/travels')
export class TravelsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('operations.read')
  @ApiOperation({ summary: 'Past states of a read model that are kept for now' })
  @Answers(200, TravelList, 'projection-not-found')
  travels(@Param('name', { schema: ProjectionName }) name: string) {
    return this.queries.execute(new ListTravels(name));
  }

  @Post()
  @Allow('operations.read')
  @ApiOperation({ summary: 'Fold a read model aside as it stood after the fact at a position, or at an instant' })
  @Answers(201, Travel, 'projection-not-found')
  ask(@Param('name', { schema: ProjectionName }) name: string, @Body({ schema: AskTravelRequest }) asked: AskTravelRequest) {
    return this.queries.execute(new AskTravel(name, asked));
  }

  @Get(':id')
  @Allow('operations.read')
  @ApiOperation({ summary: 'How far the folding of a past state is' })
  @Answers(200, Travel, 'travel-not-found')
  travel(@Param('name', { schema: ProjectionName }) name: string, @Param('id', { schema: TravelId }) travelId: string) {
    return this.queries.execute(new GetTravel(name, travelId));
  }

  @Get(':id/rows')
  @Allow('operations.read')
  @ApiOperation({ summary: 'The rows as they stood, by their keys' })
  @Answers(200, TravelRowsPage, 'travel-not-found', 'travel-folding')
  rows(
    @Param('name', { schema: ProjectionName }) name: string,
    @Param('id', { schema: TravelId }) travelId: string,
    @Query({ schema: TravelRowsQuery }) page: TravelRowsQuery,
  ) {
    return this.queries.execute(new ListTravelRows(name, travelId, page));
  }
}

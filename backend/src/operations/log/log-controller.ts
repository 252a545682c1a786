import {
  FactInChain,
  Id,
  LoggedFactsPage,
  LoggedFactsQuery,
  StreamName,
  StreamsPage,
  StreamsQuery,
  StreamState,
  StreamStateQuery,
  TailQuery,
} from '@lyceum/contracts';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import { GetFact } from './get-fact.ts';
import { GetStreamState } from './get-stream-state.ts';
import { ListFacts } from './list-facts.ts';
import { ListStreams } from './list-streams.ts';
import { Tails } from './tails.ts';

/** The event log as operators look at it. Nothing of it shows what is personal. */
@ApiTags('operations')
@Controller('operations')
export class LogController {
  constructor(
    private readonly queries: QueryBus,
    private readonly tails: Tails,
  ) {}

  @Get('events')
  @Allow('operations.read')
  @Reads('journal')
  @ApiOperation({ summary: 'What has been recorded, the newest first: all, or of a stream, type, person, correlation, time' })
  @Answers(200, LoggedFactsPage)
  events(@Query({ schema: LoggedFactsQuery }) query: LoggedFactsQuery) {
    return this.queries.execute(new ListFacts(query));
  }

  @Get('events/tail')
  @Allow('operations.read')
  @ApiProduces('application/jsonl')
  @ApiOperation({
    summary: 'What is recorded, as it is recorded, by a subscription to the log: a fact a line, until whoever listens goes away',
  })
  @Answers(200, z.string())
  async tail(@Query({ schema: TailQuery }) query: TailQuery, @Res() response: Response): Promise<void> {
    await this.tails.follow(query, response);
  }

  @Get('events/:id')
  @Allow('operations.read')
  @Reads('journal')
  @ApiOperation({ summary: 'A fact, and the chain of causes and effects that it belongs to' })
  @Answers(200, FactInChain, 'fact-not-found')
  event(@Param('id', { schema: Id }) id: Id) {
    return this.queries.execute(new GetFact(id));
  }

  @Get('streams')
  @Allow('operations.read')
  @Reads('streams')
  @ApiOperation({ summary: 'The streams of the log by name' })
  @Answers(200, StreamsPage)
  streams(@Query({ schema: StreamsQuery }) query: StreamsQuery) {
    return this.queries.execute(new ListStreams(query));
  }

  @Get('streams/:name/state')
  @Allow('operations.read')
  @ApiOperation({ summary: 'What a stream comes to at a revision, and what the fact of that revision changed' })
  @Answers(200, StreamState, 'stream-not-found')
  state(@Param('name', { schema: StreamName }) name: string, @Query({ schema: StreamStateQuery }) { revision }: StreamStateQuery) {
    return this.queries.execute(new GetStreamState(name, revision));
  }
}

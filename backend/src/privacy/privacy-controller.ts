import { Erasure, Id, PersonData } from '@lyceum/contracts';
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, Context, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { attachment } from '../api/attachment.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { GetPersonData } from './data/get-person-data.ts';
import { ErasePerson } from './erasure/erase-person.ts';
import { GetErasure } from './erasure/get-erasure.ts';

@ApiTags('accounts')
@Controller('people')
export class PrivacyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post(':id/erasure')
  @Allow('people.erase')
  @ApiOperation({
    summary: 'Forget a person for good: their key is deleted, and with it their name, address and texts, in every event and row',
  })
  @Answers(200, Erasure, 'person-not-found', 'last-admin', 'own-erasure', 'sessions-ahead')
  erase(@Param('id', { schema: Id }) personId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ErasePerson(context, personId));
  }

  @Get(':id/erasure')
  @Allow('people.erase')
  @ApiOperation({ summary: 'The report of an erasure, while it goes on and ever after' })
  @Answers(200, Erasure, 'erasure-not-found')
  report(@Param('id', { schema: Id }) personId: Id) {
    return this.queries.execute(new GetErasure(personId));
  }

  @Get(':id/data')
  @SignedIn()
  @ApiOperation({ summary: 'Everything about one person as a file: of oneself, or, for admins, of anybody' })
  @Answers(200, PersonData, 'person-not-found')
  data(@Param('id', { schema: Id }) personId: Id, @Who() who: Principal, @Res({ passthrough: true }) response: Response) {
    response.setHeader('Content-Disposition', attachment(`lyceum-${personId}.json`));
    response.setHeader('Cache-Control', 'no-store');
    return this.queries.execute(new GetPersonData(who, personId));
  }
}

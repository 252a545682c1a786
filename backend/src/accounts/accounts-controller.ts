import { ChangePasswordRequest, Id, Me, PeoplePage, PeopleQuery, Person, SignedUp, SignUpRequest } from '@lyceum/contracts';
import { Body, Controller, Get, Ip, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Context, Public, SignedIn, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Reads } from '../api/reads.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { ChangePassword } from './change-password.ts';
import { GetMe } from './get-me.ts';
import { GetPerson } from './get-person.ts';
import { ListPeople } from './list-people.ts';
import { Register } from './register.ts';
import { SignUpLimit } from './sign-up-limit.ts';

@ApiTags('accounts')
@Controller()
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly signUps: SignUpLimit,
  ) {}

  @Post('accounts')
  @Public()
  @ApiOperation({ summary: 'Sign up as a student' })
  @Answers(201, SignedUp, 'email-taken', 'too-many-requests')
  register(@Body({ schema: SignUpRequest }) person: SignUpRequest, @Context() context: CommandContext, @Ip() address: string) {
    return this.signUps.limited(address, () => this.commands.execute(new Register(context, person)));
  }

  @Get('me')
  @SignedIn()
  @ApiOperation({ summary: 'Who I am and what roles I have now' })
  @Answers(200, Me)
  me(@Who() who: Principal) {
    return this.queries.execute(new GetMe(who.personId));
  }

  @Put('me/password')
  @SignedIn()
  @ApiOperation({ summary: 'Change my password: I stay signed in here, and nowhere else' })
  @Answers(204, undefined, 'too-many-requests')
  changePassword(
    @Who() who: Principal,
    @Body({ schema: ChangePasswordRequest }) passwords: ChangePasswordRequest,
    @Context() context: CommandContext,
    @Ip() place: string,
  ) {
    return this.commands.execute(new ChangePassword(context, who, passwords, place));
  }

  @Get('people')
  @Allow('people.read')
  @Reads('people')
  @ApiOperation({ summary: 'People by name, found by name, address or role' })
  @Answers(200, PeoplePage)
  people(@Query({ schema: PeopleQuery }) page: z.infer<typeof PeopleQuery>) {
    return this.queries.execute(new ListPeople(page));
  }

  @Get('people/:id')
  @Allow('people.read')
  @Reads('people')
  @ApiOperation({ summary: 'One person' })
  @Answers(200, Person, 'person-not-found')
  person(@Param('id', { schema: Id }) personId: Id) {
    return this.queries.execute(new GetPerson(personId));
  }
}

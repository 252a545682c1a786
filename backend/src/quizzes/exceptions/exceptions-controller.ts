import { ExceptionGranted, GrantExceptionRequest, Id, QuizExceptions } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { GrantException } from './grant-exception.ts';
import { ListExceptions } from './list-exceptions.ts';
import { WithdrawException } from './withdraw-exception.ts';

@ApiTags('quizzes')
@Controller('quizzes/:id/exceptions')
export class ExceptionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @SignedIn()
  @Reads('people')
  @ApiOperation({ summary: 'Who has other rules, for the staff of the course' })
  @Answers(200, QuizExceptions, 'quiz-not-found')
  list(@Who() who: Principal, @Param('id', { schema: Id }) quizId: Id) {
    return this.queries.execute(new ListExceptions(who, quizId));
  }

  @Post()
  @SignedIn()
  @ApiOperation({
    summary: 'Give a person or a group other rules, in place of those they were given before; attempts under way get the time',
  })
  @Answers(201, ExceptionGranted, 'quiz-not-found', 'student-not-enrolled', 'group-not-found')
  grant(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: GrantExceptionRequest }) exception: GrantExceptionRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new GrantException(context, who, quizId, exception));
  }

  @Delete(':exceptionId')
  @SignedIn()
  @ApiOperation({ summary: 'Take an exception back; attempts under way keep the time it gave them' })
  @Answers(204, undefined, 'quiz-not-found', 'exception-not-found')
  withdraw(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Param('exceptionId', { schema: Id }) exceptionId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new WithdrawException(context, who, quizId, exceptionId));
  }
}

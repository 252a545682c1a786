import {
  AnswerChecked,
  AnswerSaved,
  AttemptDetail,
  AttemptStarted,
  CheckAnswerRequest,
  FactChain,
  Id,
  SaveAnswerRequest,
  StartAttemptRequest,
  Submitted,
  SubmitRequest,
} from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { CheckAnswer } from './check-answer.ts';
import { GetAttemptFacts } from './get-attempt-facts.ts';
import { GetAttempt } from './get-attempt.ts';
import { SaveAnswer } from './save-answer.ts';
import { StartAttempt } from './start-attempt.ts';
import { SubmitAttempt } from './submit-attempt.ts';

const Slot = z.coerce.number().int().min(1).max(9999);
/** A start without a body says no password. */
const Start = StartAttemptRequest.default({});
/** A submission without a body hands in what was saved. */
const Submission = SubmitRequest.default({});

@ApiTags('attempts')
@Controller()
export class AttemptsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('quizzes/:id/attempts')
  @SignedIn()
  @ApiOperation({ summary: 'Start an attempt; while one is open it is that one' })
  @Answers(
    201,
    AttemptStarted,
    'quiz-not-found',
    'not-enrolled',
    'quiz-not-open',
    'quiz-closed',
    'no-attempts-left',
    'attempt-too-soon',
    'password-needed',
    'wrong-password',
  )
  start(
    @Who() who: Principal,
    @Param('id', { schema: Id }) quizId: Id,
    @Body({ schema: Start }) { password }: z.infer<typeof Start>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new StartAttempt(context, who, quizId, password));
  }

  @Get('attempts/:id')
  @SignedIn()
  @ApiOperation({ summary: 'An attempt; once it is submitted with as much of its result as the quiz shows now' })
  @Answers(200, AttemptDetail, 'attempt-not-found')
  detail(@Who() who: Principal, @Param('id', { schema: Id }) attemptId: Id) {
    return this.queries.execute(new GetAttempt(who, attemptId));
  }

  @Get('attempts/:id/facts')
  @SignedIn()
  @ApiOperation({ summary: 'The facts behind a grade' })
  @Answers(200, FactChain, 'attempt-not-found')
  facts(@Who() who: Principal, @Param('id', { schema: Id }) attemptId: Id) {
    return this.queries.execute(new GetAttemptFacts(who, attemptId));
  }

  @Put('attempts/:id/answers/:slot')
  @SignedIn()
  @ApiOperation({ summary: 'Keep an answer while the attempt is open' })
  @Answers(
    200,
    AnswerSaved,
    'attempt-not-found',
    'no-such-slot',
    'answer-does-not-fit',
    'attempt-submitted',
    'attempt-abandoned',
    'time-over',
    'page-passed',
    'question-over',
  )
  save(
    @Who() who: Principal,
    @Param('id', { schema: Id }) attemptId: Id,
    @Param('slot', { schema: Slot }) slot: number,
    @Body({ schema: SaveAnswerRequest }) { answer, sequence }: z.infer<typeof SaveAnswerRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SaveAnswer(context, who.personId, attemptId, slot, answer, sequence));
  }

  @Post('attempts/:id/answers/:slot/check')
  @SignedIn()
  @ApiOperation({ summary: 'Keep an answer and learn whether it is right, where the quiz can be checked on the way: it is a try' })
  @Answers(
    200,
    AnswerChecked,
    'attempt-not-found',
    'no-such-slot',
    'answer-does-not-fit',
    'answer-incomplete',
    'not-checkable',
    'question-over',
    'attempt-submitted',
    'attempt-abandoned',
    'time-over',
    'page-passed',
  )
  check(
    @Who() who: Principal,
    @Param('id', { schema: Id }) attemptId: Id,
    @Param('slot', { schema: Slot }) slot: number,
    @Body({ schema: CheckAnswerRequest }) { answer, sequence }: z.infer<typeof CheckAnswerRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new CheckAnswer(context, who, attemptId, slot, answer, sequence));
  }

  @Post('attempts/:id/submission')
  @SignedIn()
  @ApiOperation({ summary: 'Hand in an attempt: it is graded at once; handing in again changes nothing' })
  @Answers(200, Submitted, 'attempt-not-found', 'answer-does-not-fit', 'attempt-abandoned', 'page-passed')
  submit(
    @Who() who: Principal,
    @Param('id', { schema: Id }) attemptId: Id,
    @Body({ schema: Submission }) { answers }: z.infer<typeof Submission>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new SubmitAttempt(context, who, attemptId, answers));
  }
}

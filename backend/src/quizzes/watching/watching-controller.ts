import { Id, QuizAttempts, QuizAttemptsQuery, ReceiptVerified, Timeline, VerifyReceiptRequest } from '@lyceum/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import { GetTimeline } from './get-timeline.ts';
import { ListAttempts } from './list-attempts.ts';
import { VerifyReceipt } from './verify-receipt.ts';

@ApiTags('attempts')
@Controller()
export class WatchingController {
  constructor(private readonly queries: QueryBus) {}

  @Get('quizzes/:id/attempts')
  @SignedIn()
  @Reads('progress', 'people')
  @ApiOperation({ summary: 'Who is where: attempts under way, then those that are over' })
  @Answers(200, QuizAttempts, 'quiz-not-found', 'not-allowed')
  list(@Who() who: Principal, @Param('id', { schema: Id }) quizId: Id, @Query({ schema: QuizAttemptsQuery }) asked: QuizAttemptsQuery) {
    return this.queries.execute(new ListAttempts(who, quizId, asked));
  }

  @Get('attempts/:id/timeline')
  @SignedIn()
  @Reads('people')
  @ApiOperation({ summary: 'An attempt moment by moment, as far as the reader is shown it' })
  @Answers(200, Timeline, 'attempt-not-found', 'attempt-open', 'review-closed')
  timeline(@Who() who: Principal, @Param('id', { schema: Id }) attemptId: Id) {
    return this.queries.execute(new GetTimeline(who, attemptId));
  }

  @Post('receipts/verification')
  @SignedIn()
  @Reads('people')
  @ApiOperation({ summary: 'Whether a receipt is one that the academy signed; what it is about for its student and the staff' })
  @Answers(200, ReceiptVerified)
  verify(@Who() who: Principal, @Body({ schema: VerifyReceiptRequest }) { receipt }: z.infer<typeof VerifyReceiptRequest>) {
    return this.queries.execute(new VerifyReceipt(who, receipt));
  }
}

import { Module } from '@nestjs/common';
import { MoveQuestionHandler } from '../move-question.ts';
import { BankController } from './bank-controller.ts';
import { ChangeCategoryHandler } from './categories.ts';
import { FileQuestionHandler } from './file-question.ts';
import { GetBankQuestionHandler } from './get-bank-question.ts';
import { GetBankHandler } from './get-bank.ts';
import { ListBankQuestionsHandler } from './list-bank-questions.ts';
import { PutInBankHandler } from './put-in-bank.ts';
import { QuizPlacesController } from './quiz-places-controller.ts';
import { SetRandomPlacesHandler } from './random-places.ts';
import { ReviseQuestionHandler } from './revise-question.ts';
import { TakeFromBankHandler } from './take-from-bank.ts';
import { WriteQuestionHandler } from './write-question.ts';

/** Questions that a course keeps beside its quizzes. */
@Module({
  controllers: [BankController, QuizPlacesController],
  providers: [
    ChangeCategoryHandler,
    FileQuestionHandler,
    WriteQuestionHandler,
    ReviseQuestionHandler,
    TakeFromBankHandler,
    SetRandomPlacesHandler,
    PutInBankHandler,
    MoveQuestionHandler,
    GetBankHandler,
    GetBankQuestionHandler,
    ListBankQuestionsHandler,
  ],
})
export class BankModule {}

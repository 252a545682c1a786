import { Module } from '@nestjs/common';
import { AddQuestionHandler } from './add-question.ts';
import { AttemptFacts } from './attempts/attempt-facts.ts';
import { AttemptNumbers } from './attempts/attempt-numbers.ts';
import { AttemptTimes } from './attempts/attempt-times.ts';
import { AttemptsController } from './attempts/attempts-controller.ts';
import { CheckAnswerHandler } from './attempts/check-answer.ts';
import { Deadlines } from './attempts/deadlines.ts';
import { EarlierStarts } from './attempts/earlier-starts.ts';
import { EndOverdueHandler } from './attempts/end-overdue.ts';
import { GetAttemptFactsHandler } from './attempts/get-attempt-facts.ts';
import { GetAttemptHandler } from './attempts/get-attempt.ts';
import { PasswordTries } from './attempts/password-tries.ts';
import { Receipts } from './attempts/receipt.ts';
import { SaveAnswerHandler } from './attempts/save-answer.ts';
import { StartAttemptHandler } from './attempts/start-attempt.ts';
import { SubmitAttemptHandler } from './attempts/submit-attempt.ts';
import { WhenDeadlineThenEndAttempt } from './attempts/when-deadline-then-end-attempt.ts';
import { CreateQuizHandler } from './create-quiz.ts';
import { EditQuestionHandler } from './edit-question.ts';
import { EditQuizHandler } from './edit-quiz.ts';
import { ExceptionsController } from './exceptions/exceptions-controller.ts';
import { GrantExceptionHandler } from './exceptions/grant-exception.ts';
import { ListExceptionsHandler } from './exceptions/list-exceptions.ts';
import { MovingDeadlines } from './exceptions/moving-deadlines.ts';
import { WithdrawExceptionHandler } from './exceptions/withdraw-exception.ts';
import { ExportQuestionsHandler } from './exporting/export-questions.ts';
import { GetEntryHandler } from './get-entry.ts';
import { GetQuizHandler } from './get-quiz.ts';
import { ImportQuestionsHandler } from './import-questions.ts';
import { GetAnswersHandler } from './marking/get-answers.ts';
import { GetQueueHandler } from './marking/get-queue.ts';
import { GiveMarkHandler } from './marking/give-mark.ts';
import { MarkingController } from './marking/marking-controller.ts';
import { PublishQuizHandler } from './publish-quiz.ts';
import { QuestionsController } from './questions-controller.ts';
import { QuizPasswords } from './quiz-passwords.ts';
import { QuizzesController } from './quizzes-controller.ts';
import { REGRADES } from './regrades/providers.ts';
import { RegradesController } from './regrades/regrades-controller.ts';
import { RemoveQuestionHandler } from './remove-question.ts';
import { Showing } from './review/showing.ts';
import { GetStatisticsHandler } from './statistics/get-statistics.ts';
import { StatisticsController } from './statistics/statistics-controller.ts';
import { GetTimelineHandler } from './watching/get-timeline.ts';
import { ListAttemptsHandler } from './watching/list-attempts.ts';
import { VerifyReceiptHandler } from './watching/verify-receipt.ts';
import { WatchingController } from './watching/watching-controller.ts';

const HANDLERS = [
  CreateQuizHandler,
  EditQuizHandler,
  AddQuestionHandler,
  EditQuestionHandler,
  RemoveQuestionHandler,
  ImportQuestionsHandler,
  ExportQuestionsHandler,
  PublishQuizHandler,
  GetQuizHandler,
  GetEntryHandler,
  GrantExceptionHandler,
  WithdrawExceptionHandler,
  ListExceptionsHandler,
  StartAttemptHandler,
  SaveAnswerHandler,
  CheckAnswerHandler,
  SubmitAttemptHandler,
  EndOverdueHandler,
  GetAttemptHandler,
  GetAttemptFactsHandler,
  GetStatisticsHandler,
  GiveMarkHandler,
  GetQueueHandler,
  GetAnswersHandler,
  ListAttemptsHandler,
  GetTimelineHandler,
  VerifyReceiptHandler,
];

/** Quizzes: written, taken, graded. */
@Module({
  controllers: [
    QuizzesController,
    QuestionsController,
    AttemptsController,
    ExceptionsController,
    MarkingController,
    RegradesController,
    StatisticsController,
    WatchingController,
  ],
  providers: [
    ...HANDLERS,
    ...REGRADES,
    AttemptFacts,
    AttemptNumbers,
    AttemptTimes,
    Deadlines,
    EarlierStarts,
    MovingDeadlines,
    PasswordTries,
    QuizPasswords,
    Receipts,
    Showing,
    WhenDeadlineThenEndAttempt,
  ],
})
export class QuizzesModule {}

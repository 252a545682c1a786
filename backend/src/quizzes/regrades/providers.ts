import { AttemptsOfQuiz } from './attempts-of-quiz.ts';
import { DraftRegradeHandler } from './draft-regrade.ts';
import { GetRegradeHandler, ListRegradesHandler } from './get-regrade.ts';
import { PublishRegradeHandler } from './publish-regrade.ts';
import { RegradeAccess } from './regrade-access.ts';
import { RegradeAttemptHandler } from './regrade-attempt.ts';
import { RegradeWork } from './regrade-work.ts';
import { ReverseRegradeHandler } from './reverse-regrade.ts';
import { WhatIf } from './what-if.ts';
import { GoOnWithRegradeHandler, WhenRegradedThenApply } from './when-regraded-then-apply.ts';

/** What regrades are made of, for the module of the context. */
export const REGRADES = [
  DraftRegradeHandler,
  PublishRegradeHandler,
  ReverseRegradeHandler,
  RegradeAttemptHandler,
  GoOnWithRegradeHandler,
  GetRegradeHandler,
  ListRegradesHandler,
  AttemptsOfQuiz,
  RegradeAccess,
  RegradeWork,
  WhatIf,
  WhenRegradedThenApply,
];

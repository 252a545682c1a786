import type { AccountEvent } from './accounts/events.ts';
import type { CourseEvent } from './courses/events.ts';
import type { EnrolmentEvent, GroupEvent } from './enrolments/events.ts';
import type { AttemptEvent, BankEvent, BankQuestionEvent, GradebookEvent, LineEvent, QuizEvent, RegradeEvent } from './quizzes/events.ts';

/** Every fact of the academy in its newest version. */
export type AcademyEvent =
  | AccountEvent
  | CourseEvent
  | EnrolmentEvent
  | GroupEvent
  | QuizEvent
  | AttemptEvent
  | RegradeEvent
  | GradebookEvent
  | LineEvent
  | BankEvent
  | BankQuestionEvent;
export type AcademyEventType = AcademyEvent['type'];

/** The fact of the given type. */
export type EventOf<Type extends AcademyEventType> = Extract<AcademyEvent, { type: Type }>;

/** All of them begin with the name of their context, so that one prefix filter leaves out what is not ours. */
export const EVENT_PREFIXES = ['accounts.', 'courses.', 'enrolments.', 'quizzes.'] as const;
